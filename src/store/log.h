// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "kizashi/store/change_state.h"
#include "kizashi/store/study_file.h"

namespace kizashi::store {

/// Fails with unknown_person where the subject is not in the study.
base::Status append_to_log(ChangeState& state, const LogLine& line);
std::vector<study::AuditEntry> read_log(Connection& connection);

/// The end of the log as it is kept apart from its entries.
struct LogHead {
  std::int64_t entries = 0;
  std::string hash;
};
LogHead read_log_head(Connection& connection);

}  // namespace kizashi::store
