// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "kizashi/base/result.h"

namespace kizashi::pipeline {

struct LockedPlan {
  std::string sha256;
  std::string locked_utc;
  bool was_locked = false;  ///< before: nothing was done
  bool is_another = false;  ///< an earlier version had been frozen too
};

/// Freezes the study's current protocol; its hash goes into every result. Fails as store::StudyFile does.
base::Result<LockedPlan> lock_study(const std::filesystem::path& folder);

}  // namespace kizashi::pipeline
