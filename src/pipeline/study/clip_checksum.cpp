// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/clip_checksum.h"

#include <fmt/format.h>

#include "kizashi/base/hash.h"

namespace kizashi::pipeline {

base::Status check_clip(const std::filesystem::path& file, const std::string& imported_sha256) {
  const auto sha256 = base::sha256_of_file(file);
  if (!sha256.ok()) return sha256.error();
  if (*sha256 != imported_sha256) return changed_clip(file);
  return {};
}

base::Error changed_clip(const std::filesystem::path& file) {
  return {base::ErrorCode::changed_clip,
          fmt::format("{}: not the file that was imported, its checksum is another; put that file back, or import this "
                      "one as another take",
                      file.string())};
}

}  // namespace kizashi::pipeline
