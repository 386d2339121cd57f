// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/load_protocol.h"

#include "kizashi/pipeline/study/named_text.h"

namespace kizashi::pipeline {

std::vector<std::string> protocol_names() {
  std::vector<std::string> names;
  for (const study::BuiltInProtocol& protocol : study::built_in_protocols()) names.emplace_back(protocol.name);
  return names;
}

base::Result<study::ProtocolDocument> load_protocol(const std::string& name_or_file) {
  std::vector<NamedText> carried;
  for (const study::BuiltInProtocol& protocol : study::built_in_protocols()) {
    carried.push_back({protocol.name, protocol.text});
  }
  const auto text = read_named_text(name_or_file, carried, "protocol");
  if (!text.ok()) return text.error();
  return study::parse_protocol(*text, name_or_file);
}

}  // namespace kizashi::pipeline
