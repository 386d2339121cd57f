// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/observation/action_unit.h"
#include "kizashi/observation/face_observation.h"

namespace kizashi::series {

/// One kind of evidence for an action unit: how far a measurement lies from the person's neutral, relative to a full
/// movement.
struct EvidenceTerm {
  std::vector<std::size_t>
      column_idx;  ///< one evidence column, or the person's left and right; the two excesses are averaged
  std::vector<double> typical_neutral;  ///< of each column: what most faces show at rest
  double direction = 1.0;               ///< 1: the evidence rises with the action; -1: it falls
  double full_range = 1.0;              ///< excess of the strongest action, in the column's unit
  double dead_share = 0.0;              ///< share of full_range that is taken for noise
  double weight = 1.0;                  ///< share in the unit's activation; negative for what tells against the action
};

/// A point of a unit's curve from activation to intensity.
struct CurvePoint {
  double activation = 0.0;
  double intensity = 0.0;
};

struct UnitMap {
  double neutral_quantile =
      0.1;                     ///< which quantile of a clip is neutral, counted from the resting side of each evidence
  double typical_share = 0.0;  ///< how far neutral is drawn from the clip's own quantile to the typical value, 0 to 1
  std::vector<EvidenceTerm> terms;
  std::vector<CurvePoint> curve;  ///< rising in both; straight between points, flat outside
};

/// From evidence to intensity and presence, as data/action_unit_maps/*.json states it.
struct ActionUnitMap {
  std::string name;
  std::string sha256;  ///< of the file
  std::array<UnitMap, observation::action_unit_count> units;
};

/// Reads a map for the given evidence columns. Fails with invalid_document and the place of the first mistake, an
/// unknown column among them.
base::Result<ActionUnitMap> parse_action_unit_map(std::string_view text, std::string_view name,
                                                  const std::vector<observation::EvidenceColumn>& columns);

/// The map the program ships.
std::string_view default_action_unit_map();

/// The neutral value of each column of each term of each unit.
using NeutralValues = std::array<std::vector<std::vector<double>>, observation::action_unit_count>;

/// The map's own typical neutral values: what is assumed of a person of whom nothing else is known.
NeutralValues typical_neutral(const ActionUnitMap& map);

using Evidence = std::vector<std::optional<double>>;

/// All action units of one frame:
///   activation = clamp(sum over terms of weight * clamp(excess / full_range - dead_share, 0, 1), 0, 1),
///   excess     = direction * (evidence - neutral), the mean over both sides,
///   intensity  = the unit's curve at its activation.
/// Presence follows from the same number: its probability is 1/2 at intensity 1 and rises with it.
observation::ActionUnitStates evaluate(const ActionUnitMap& map, const NeutralValues& neutral,
                                       const Evidence& evidence);

/// 1/2 at intensity 1 (FACS A), a logistic curve of slope `presence_slope` beside it.
double presence_probability(double intensity);
inline constexpr double presence_slope = 4.0;
inline constexpr double full_intensity = 5.0;

}  // namespace kizashi::series
