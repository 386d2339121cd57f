// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kizashi/base/result.h"

namespace kizashi::pipeline {

/// A text that the program carries.
struct NamedText {
  std::string_view name;
  std::string_view text;
};

/// One of the texts that the program carries, by name, or the whole of a file. `what` says in messages what it is.
/// Fails with missing_file or unreadable_file.
base::Result<std::string> read_named_text(const std::string& name_or_file, const std::vector<NamedText>& carried,
                                          std::string_view what);

}  // namespace kizashi::pipeline
