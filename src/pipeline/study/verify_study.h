// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/document/value.h"

namespace kizashi::pipeline {

/// Something that is not as it was.
struct StudyFault {
  base::ErrorCode code;     ///< damaged_study, missing_file, unreadable_file or changed_clip
  std::string part;         ///< `database`, `audit log`, `clip`, ...
  std::string description;  ///< one clause
};

struct StudyVerdict {
  std::vector<StudyFault> faults;
  std::int64_t clips = 0;  ///< looked at
  std::int64_t log_entries = 0;
  std::string head_sha256;  ///< hash of the log's last entry: to write down
};

/// Looks at everything: the database, the log's chain, every stored table and clip. `written_down_head` is a hash that
/// somebody wrote down earlier; the log must still have it. Faults are findings, not errors; fails as
/// store::StudyFile::open does.
base::Result<StudyVerdict> verify_study(const std::filesystem::path& folder,
                                        const std::optional<std::string>& written_down_head);

document::Value to_document(const StudyVerdict& verdict, const std::filesystem::path& folder);

}  // namespace kizashi::pipeline
