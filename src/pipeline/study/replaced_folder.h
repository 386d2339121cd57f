// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "kizashi/base/result.h"

namespace kizashi::pipeline {

/// A folder that is filled aside and takes its place when it is whole; an earlier one is replaced by it. Dropped
/// without commit(), it leaves nothing.
class ReplacedFolder {
 public:
  /// Makes `.NAME.partial-PID` beside `folder`. Where `folder` is there it must be empty or hold `mark`, a file of an
  /// earlier run: invalid_option otherwise. Fails with output_unwritable.
  static base::Result<ReplacedFolder> create(const std::filesystem::path& folder, const char* mark);

  ReplacedFolder(ReplacedFolder&& other) noexcept;
  ReplacedFolder& operator=(ReplacedFolder&& other) noexcept;
  ReplacedFolder(const ReplacedFolder&) = delete;
  ReplacedFolder& operator=(const ReplacedFolder&) = delete;
  ~ReplacedFolder();

  /// Where to write.
  [[nodiscard]] const std::filesystem::path& path() const { return partial_; }
  base::Status commit();

 private:
  ReplacedFolder(std::filesystem::path folder, std::filesystem::path partial);

  std::filesystem::path folder_;
  std::filesystem::path partial_;  ///< empty once it is spent
};

}  // namespace kizashi::pipeline
