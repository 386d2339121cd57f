// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "kizashi/observation/action_unit.h"
#include "kizashi/series/action_unit_map.h"

namespace kizashi::series {

/// One frame's value of each evidence column; nothing where it is not known.
using Evidence = std::vector<std::optional<double>>;

/// The evidence as a face straight before the camera with its eyes ahead would have shown it:
///   evidence - sum over angles of (per_rad * angle + per_square_rad * angle^2).
/// Evidence whose angle is missing is missing.
Evidence compensated(const ActionUnitMap& map, Evidence evidence);

/// The neutral value of each column of each term of each unit, of compensated evidence.
using NeutralValues = std::array<std::vector<std::vector<double>>, observation::action_unit_count>;

/// The map's own typical neutral values: what is assumed of a person of whom nothing else is known.
NeutralValues typical_neutral(const ActionUnitMap& map);

/// All action units of one frame of compensated evidence:
///   activation = clamp(offset + sum over terms of weight * share, 0, 1),
///   share      = clamp(excess / full_range - dead_share, 0, 1), or unclamped where the term is not bounded,
///                or 0 where the evidence of an optional term is absent,
///   excess     = direction * (evidence - neutral), the mean over both sides,
///   intensity  = the unit's curve at its activation, to the nearest `intensity_step`: the step that tables write, so
///                that what is written and its presence agree.
/// Presence follows from the same number: its probability is 1/2 at intensity 1 and rises with it.
observation::ActionUnitStates evaluate(const ActionUnitMap& map, const NeutralValues& neutral,
                                       const Evidence& evidence);

/// 1/2 at intensity 1 (FACS A), a logistic curve of slope `presence_slope` beside it.
double presence_probability(double intensity);

/// What an intensity says of a unit: itself, and the presence that follows from it. No sides.
observation::ActionUnitState state_at(double intensity);

inline constexpr double presence_slope = 4.0;
inline constexpr double full_intensity = 5.0;
inline constexpr double intensity_step = 0.01;

}  // namespace kizashi::series
