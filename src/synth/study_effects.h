// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/observation/action_unit.h"
#include "kizashi/study/protocol.h"

namespace kizashi::synth {

/// Whoever scores within [low, high] belongs to the group.
struct ScoreGroup {
  std::string id;
  int low = 0;
  int high = 0;
};

/// How the questionnaire that makes groups is answered: evenly within each group's range.
struct ScoreEffects {
  std::string instrument;  ///< id of a study::Instrument
  ScoreGroup affected;     ///< differences are this group less the other
  ScoreGroup reference;
  double affected_share = 0.5;  ///< of those within a group
  double outside_share = 0.0;   ///< of everybody: in neither group
  int outside_high =
      0;  ///< those outside score from the lowest total to the lower group, or from the higher one to this
};

/// One rating item on the latent scale, in the scale's units.
struct ItemEffect {
  std::string id;
  study::RatingItem::Valence valence = study::RatingItem::Valence::neutral;
  double mean = 0.0;        ///< of the reference group
  double difference = 0.0;  ///< affected less reference
};

/// A latent rating is the item's mean, the group's difference, and a ratee's, a rater's and a judgement's own normal
/// deviation.
struct RatingEffects {
  study::RatingScale scale;
  double ratee_sd = 0.0;
  double rater_sd = 0.0;
  double residual_sd = 0.0;
  /// Of one ratee's deviations on two items of the same sense; the negative of it on items of opposite sense.
  double item_correlation = 0.0;
  std::vector<ItemEffect> items;
};

/// One measure of an action unit over a clip: a normal distribution over people of each group.
struct MeasureEffect {
  double mean = 0.0;  ///< of the reference group
  double sd = 1.0;    ///< within each group
  double d = 0.0;     ///< affected less reference, in SDs
};

struct UnitEffect {
  observation::ActionUnit unit = observation::ActionUnit::AU01;
  std::optional<MeasureEffect> intensity;  ///< 0 to 5; nothing: not measured
  std::optional<MeasureEffect> presence;   ///< 0 to 1
};

/// What is planted in a simulated study.
struct StudyEffects {
  std::string name;
  ScoreEffects score;
  RatingEffects ratings;
  double measure_correlation = 0.0;  ///< of one person's intensity and presence of the same unit
  std::vector<UnitEffect> units;
  double missing_share = 0.0;  ///< of ratings, of scores and of unit values
  double dropout_share = 0.0;  ///< of raters, who stop part-way, and of ratees, who are never recorded
};

/// Reads a file of effects; docs/schemas/study_effects.schema.json describes it. `name` is what messages call it. Fails
/// with invalid_document and the place of every mistake.
base::Result<StudyEffects> parse_study_effects(std::string_view text, std::string_view name);

struct BuiltInEffects {
  std::string_view name;
  std::string_view text;
};
/// `paper` and `none`.
const std::vector<BuiltInEffects>& built_in_effects();

}  // namespace kizashi::synth
