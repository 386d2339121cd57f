// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/named_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace kizashi::pipeline {

base::Result<std::string> read_named_text(const std::string& name_or_file, const std::vector<NamedText>& carried,
                                          std::string_view what) {
  std::vector<std::string_view> names;
  for (const NamedText& named : carried) {
    if (named.name == name_or_file) return std::string(named.text);
    names.push_back(named.name);
  }
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(name_or_file, ignored)) {
    return base::Error{base::ErrorCode::missing_file,
                       fmt::format("{}: no such {}; give {} or a file", name_or_file, what, fmt::join(names, ", "))};
  }
  std::ifstream stream(name_or_file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (!stream) return base::Error{base::ErrorCode::unreadable_file, fmt::format("{}: cannot be read", name_or_file)};
  return text;
}

}  // namespace kizashi::pipeline
