// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "kizashi/base/result.h"

namespace kizashi::pipeline {

struct ExcludeOptions {
  std::filesystem::path folder;
  std::string participant;
  std::string reason;          ///< never empty unless undone
  std::optional<int> session;  ///< with any of session, take and neutral one recording, else the whole person
  std::optional<int> take;
  bool neutral = false;
  bool undo = false;
};

struct ExcludeOutcome {
  enum class Kind {
    left_out,          ///< now
    already_left_out,  ///< with the same reason
    taken_back,
    was_not_left_out,
  };
  Kind kind = Kind::left_out;
  std::optional<std::string> clip;  ///< stem of the recording; nothing: the whole person
};

/// Leaves somebody, or one recording, out of every analysis, or takes that back; nothing is deleted. Fails with
/// unknown_person, invalid_option (no reason, or no such recording), conflicting_row (left out for another reason) and
/// as store::StudyFile does.
base::Result<ExcludeOutcome> exclude_from_study(const ExcludeOptions& options);

}  // namespace kizashi::pipeline
