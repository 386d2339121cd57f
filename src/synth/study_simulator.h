// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kizashi/study/measurement.h"
#include "kizashi/study/participant.h"
#include "kizashi/study/rating.h"
#include "kizashi/synth/study_effects.h"

namespace kizashi::synth {

/// A study of nobody.
struct StudyDesign {
  StudyEffects effects;
  std::uint64_t seed = 1;
  int ratees = 64;
  int raters = 63;
};

/// One who is recorded or who judges, as they are, whatever of it the tables lack.
struct SimulatedPerson {
  study::ParticipantId id;
  int score = 0;                     ///< total of the instrument
  bool is_affected = false;          ///< outside both groups: whether the nearer one is the affected
  std::optional<std::string> group;  ///< nothing: outside both
  bool has_score = true;             ///< false: the table lacks it
  int age = 0;
  std::string gender;
};

struct UnitLevel {
  std::optional<double> intensity;
  std::optional<double> presence;
};

struct SimulatedRatee {
  SimulatedPerson person;
  std::vector<double> item_levels;     ///< by item: mean, group's difference and own deviation, latent
  std::vector<UnitLevel> unit_levels;  ///< by unit of the effects: before anything is set to an end of its range
  bool is_recorded = true;             ///< false: dropped out before; has no clip, unit value or rating
};

struct SimulatedRater {
  SimulatedPerson person;
  std::vector<double> item_levels;  ///< by item: own deviation
  std::size_t trials = 0;           ///< ratees judged before the end, or before stopping
};

/// The people of a study whose effects are known, and what the study finds of them. The same design gives the same
/// study on every machine; a person's own values depend on the seed and the person's number alone, so that more people,
/// or missing values, leave them as they are.
class StudySimulator {
 public:
  /// A contract: at least one ratee, and no fewer raters than 0.
  explicit StudySimulator(StudyDesign design);

  [[nodiscard]] const StudyDesign& design() const { return design_; }
  [[nodiscard]] const std::vector<SimulatedRatee>& ratees() const { return ratees_; }
  [[nodiscard]] const std::vector<SimulatedRater>& raters() const { return raters_; }

  /// Ratees, then raters, as the study knows them.
  [[nodiscard]] std::vector<study::Participant> participants() const;
  /// What a rater gave, trial by trial; without what is missing.
  [[nodiscard]] std::vector<study::Rating> ratings_of(std::size_t rater_idx) const;
  /// What was measured on a ratee, by unit, presence first; without what is missing.
  [[nodiscard]] std::vector<study::UnitValue> values_of(std::size_t ratee_idx) const;

 private:
  [[nodiscard]] std::vector<study::Rating> all_ratings_of(std::size_t rater_idx) const;
  [[nodiscard]] std::vector<study::UnitValue> all_values_of(std::size_t ratee_idx) const;

  StudyDesign design_;
  std::vector<SimulatedRatee> ratees_;
  std::vector<SimulatedRater> raters_;
  std::vector<std::size_t> recorded_;        ///< indices of ratees
  std::vector<std::size_t> ratings_before_;  ///< by rater: how many the raters before would have given
  std::vector<std::size_t> values_before_;   ///< by ratee, likewise
};

}  // namespace kizashi::synth
