// SPDX-License-Identifier: Apache-2.0
#include "kizashi/study/protocol.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kizashi/study/instrument.h"
#include "kizashi/study/participant.h"
#include "kizashi/study/words.h"

namespace kizashi::study {

namespace embedded {
std::string_view sugimori2025_protocol();
}  // namespace embedded

namespace {

constexpr Words<Baseline, 3> baselines{{"none", "clip", "running"}};

/// Relative to a step: a rating that was written with a few decimals is on it.
constexpr double step_tolerance = 1e-9;

/// Whether `distance` is a whole number of steps.
bool is_on_a_step(double distance, double step) {
  const double steps = distance / step;
  return std::abs(steps - std::round(steps)) <= step_tolerance * std::max(1.0, std::abs(steps));
}

}  // namespace

std::string_view word_of(Baseline baseline) { return baselines.of(baseline); }
std::optional<Baseline> baseline_of(std::string_view word) { return baselines.value_of(word); }

const std::vector<BuiltInProtocol>& built_in_protocols() {
  static const std::vector<BuiltInProtocol> protocols{{default_protocol, embedded::sugimori2025_protocol()}};
  return protocols;
}

const RatingItem* find_item(const Protocol& protocol, std::string_view id) {
  const auto found =
      std::find_if(protocol.items.begin(), protocol.items.end(), [&](const RatingItem& item) { return item.id == id; });
  return found == protocol.items.end() ? nullptr : &*found;
}

std::optional<std::string> why_not_on_scale(const RatingScale& scale, double rating) {
  const bool is_within = scale.lowest <= rating && rating <= scale.highest;  // no number is not
  if (!is_within) {
    return fmt::format("{} is not on the scale from {} to {}", rating, scale.lowest, scale.highest);
  }
  if (scale.step && !is_on_a_step(rating - scale.lowest, *scale.step)) {
    return fmt::format("{} lies between the steps of {} on the scale from {} to {}", rating, *scale.step, scale.lowest,
                       scale.highest);
  }
  return std::nullopt;
}

std::optional<int> grouping_score(const Protocol& protocol, const Participant& participant) {
  for (const Score& score : participant.scores) {
    if (score.instrument == protocol.instrument && !score.item_number) return score.value;
  }
  return std::nullopt;
}

const Group* group_of(const Grouping& grouping, int score) {
  const auto found = std::find_if(grouping.groups.begin(), grouping.groups.end(),
                                  [&](const Group& group) { return group.low <= score && score <= group.high; });
  return found == grouping.groups.end() ? nullptr : &*found;
}

}  // namespace kizashi::study
