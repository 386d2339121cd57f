// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "kizashi/store/change_state.h"
#include "kizashi/store/study_file.h"

namespace kizashi::store {

void store_facts(ChangeState& state, const study::StudyFacts& facts);
study::StudyFacts read_facts(Connection& connection);

/// False where it is the current one already.
bool adopt_protocol(ChangeState& state, const study::ProtocolDocument& protocol);
/// False where the current one is locked already.
bool lock_current_protocol(ChangeState& state);
void replace_protocols(ChangeState& state, const std::vector<ProtocolVersion>& versions);
/// Oldest first.
std::vector<ProtocolVersion> read_protocols(Connection& connection);

RowBytes row_bytes(const study::StudyFacts& facts);
RowBytes row_bytes(const ProtocolVersion& version);

}  // namespace kizashi::store
