// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "kizashi/base/result.h"

namespace kizashi::pipeline {

/// Keeps a study to one measuring process at a time. The lock is on the study's folder itself, so that it leaves no
/// file behind, and the system frees it when the process ends, however it ends.
class StudyLock {
 public:
  /// Fails with busy_study where another process holds it, and with unreadable_file.
  static base::Result<StudyLock> take(const std::filesystem::path& folder);

  StudyLock(StudyLock&& other) noexcept;
  StudyLock& operator=(StudyLock&& other) noexcept;
  StudyLock(const StudyLock&) = delete;
  StudyLock& operator=(const StudyLock&) = delete;
  ~StudyLock();

 private:
  explicit StudyLock(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;  ///< -1: nothing is held
};

}  // namespace kizashi::pipeline
