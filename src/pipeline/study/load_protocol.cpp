// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/load_protocol.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace kizashi::pipeline {

std::vector<std::string> protocol_names() {
  std::vector<std::string> names;
  for (const study::BuiltInProtocol& protocol : study::built_in_protocols()) names.emplace_back(protocol.name);
  return names;
}

base::Result<study::ProtocolDocument> load_protocol(const std::string& name_or_file) {
  for (const study::BuiltInProtocol& protocol : study::built_in_protocols()) {
    if (protocol.name == name_or_file) return study::parse_protocol(protocol.text, name_or_file);
  }
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(name_or_file, ignored)) {
    return base::Error{base::ErrorCode::missing_file, fmt::format("{}: no such protocol; give {} or a file",
                                                                  name_or_file, fmt::join(protocol_names(), ", "))};
  }
  std::ifstream stream(name_or_file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (!stream) return base::Error{base::ErrorCode::unreadable_file, fmt::format("{}: cannot be read", name_or_file)};
  return study::parse_protocol(text, name_or_file);
}

}  // namespace kizashi::pipeline
