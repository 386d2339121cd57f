// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/output_folder.h"

#include <fmt/format.h>

#include <system_error>

namespace kizashi::pipeline {

base::Status make_output_folder(const std::filesystem::path& folder) {
  if (folder.empty()) return {};
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (!failure) return {};
  return base::Error{base::ErrorCode::output_unwritable,
                     fmt::format("{}: the output folder cannot be made: {}", folder.string(), failure.message())};
}

}  // namespace kizashi::pipeline
