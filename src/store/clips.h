// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "kizashi/store/change_state.h"
#include "kizashi/store/study_file.h"

namespace kizashi::store {

base::Result<Added> add_clip(ChangeState& state, const study::Clip& clip);
/// By key.
std::vector<study::Clip> read_clips(Connection& connection);
RowBytes row_bytes(const study::Clip& clip);

base::Result<Added> add_exclusion(ChangeState& state, const study::Exclusion& exclusion);
/// False where nothing of the kind was excluded.
bool remove_exclusion(ChangeState& state, const study::ParticipantId& participant,
                      const std::optional<study::ClipKey>& clip);
/// By person, the whole person first, then by clip.
std::vector<study::Exclusion> read_exclusions(Connection& connection);
RowBytes row_bytes(const study::Exclusion& exclusion);

/// The columns participant_id, session, take, kind of a row, from `column` on.
study::ClipKey read_clip_key(const Query& query, int column);
RowBytes& append_key(RowBytes& row, const study::ClipKey& key);

}  // namespace kizashi::store
