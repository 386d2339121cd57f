// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "kizashi/study/participant_id.h"

namespace kizashi::study {

/// One judgement of one person by another on one item. Rater, ratee, item and trial together are one rating: a repeated
/// one has another trial_index.
struct Rating {
  ParticipantId rater;
  ParticipantId ratee;
  std::string item;                         ///< id of a RatingItem of the protocol
  double rating = 0.0;                      ///< on the protocol's scale
  std::optional<std::int64_t> trial_index;  ///< from 0: place among the rater's trials
  std::optional<double> response_time_ms;   ///< at least 0
  std::optional<std::string> timestamp;     ///< ISO 8601, as it was written
  bool operator==(const Rating&) const = default;
};

}  // namespace kizashi::study
