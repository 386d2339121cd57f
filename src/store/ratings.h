// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "kizashi/store/change_state.h"
#include "kizashi/store/study_file.h"

namespace kizashi::store {

/// A contract: both people are in the study, and the numbers are finite.
base::Result<Added> add_rating(ChangeState& state, const study::Rating& rating);
/// By rater, ratee, item and trial; stops at the sink's first failure.
base::Status read_ratings(Connection& connection, const std::function<base::Status(const study::Rating&)>& sink);
RatingCounts count_ratings(Connection& connection);
RowBytes row_bytes(const study::Rating& rating);

}  // namespace kizashi::store
