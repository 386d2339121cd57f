// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kizashi/store/change_state.h"
#include "kizashi/store/study_file.h"

namespace kizashi::store {

base::Result<Added> add_participant(ChangeState& state, const study::Participant& participant);
/// By id; scores by instrument and item, attributes by name.
std::vector<study::Participant> read_participants(Connection& connection);

/// What the log calls a person; nothing where nobody has the id.
std::optional<std::string> log_subject(Connection& connection, const study::ParticipantId& id);

RowBytes row_bytes(const study::Participant& participant);
/// Of every person whose key is not destroyed.
void seal_audit_keys(Connection& connection, Seal& seal);

}  // namespace kizashi::store
