// SPDX-License-Identifier: Apache-2.0
#include "kizashi/cli/error_report.h"

#include <fmt/format.h>

#include <algorithm>

namespace kizashi::cli {

std::string error_line(const base::Error& error) {
  std::string message = error.message;
  std::replace(message.begin(), message.end(), '\n', ' ');
  return fmt::format("kizashi: {}", message);
}

ExitCode exit_code_of(base::ErrorCode code) {
  switch (code) {
    case base::ErrorCode::missing_model:
    case base::ErrorCode::wrong_checksum:
    case base::ErrorCode::unusable_model:
    case base::ErrorCode::missing_part:
      return missing_part;
    case base::ErrorCode::invalid_option:
    case base::ErrorCode::invalid_script:
      return wrong_usage;
    case base::ErrorCode::interrupted:
      return interrupted;
    default:
      return some_inputs_failed;
  }
}

}  // namespace kizashi::cli
