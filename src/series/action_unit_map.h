// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/observation/action_unit.h"
#include "kizashi/observation/face_observation.h"

namespace kizashi::series {

/// Which value of a piece of evidence is a person's neutral.
struct NeutralRule {
  double quantile = 0.1;       ///< of the person's own frames, counted from the resting side of the evidence; 0 to 0.5
  double typical_share = 0.0;  ///< how far neutral is drawn from that quantile to the typical value, 0 to 1
};

/// One kind of evidence for an action unit: how far a measurement lies from the person's neutral, relative to a full
/// movement.
struct EvidenceTerm {
  std::vector<std::size_t>
      column_idx;  ///< one evidence column, or the person's left and right; the two excesses are averaged
  std::vector<double> typical_neutral;  ///< of each column: what most faces show at rest
  NeutralRule neutral;
  double direction = 1.0;   ///< 1: the evidence rises with the action; -1: it falls
  double full_range = 1.0;  ///< excess of the strongest action, in the column's unit
  double dead_share = 0.0;  ///< share of full_range that is taken for noise
  double weight = 1.0;      ///< share in the unit's activation; negative for what tells against the action
  bool bounded = true;      ///< counts from 0 to 1 full range; a term of a regression is taken as it is
  bool optional = false;    ///< counts nothing where its evidence is absent, which else leaves the unit without a value
};

/// A point of a unit's curve from activation to intensity.
struct CurvePoint {
  double activation = 0.0;
  double intensity = 0.0;
};

struct UnitMap {
  double offset = 0.0;  ///< activation of a face without any excess; 0 but for regressions
  std::vector<EvidenceTerm> terms;
  std::vector<CurvePoint> curve;  ///< rising in both; straight between points, flat outside
};

/// How a piece of evidence drifts with an angle of head or eyes though the face is still.
struct Drift {
  std::size_t angle_idx = 0;    ///< an evidence column in rad
  double per_rad = 0.0;         ///< in the drifting column's unit
  double per_square_rad = 0.0;  ///< likewise
};

struct Compensation {
  std::size_t column_idx = 0;
  std::vector<Drift> drifts;
};

/// From evidence to intensity and presence, as data/action_unit_maps/*.json states it.
struct ActionUnitMap {
  std::string name;
  bool research_only = false;  ///< fitted to values of a tool that is licensed for research alone
  std::string sha256;          ///< of the file
  std::vector<Compensation> compensations;
  std::array<UnitMap, observation::action_unit_count> units;
};

/// Reads a map for the given evidence columns. Fails with invalid_document and the place of the first mistake, an
/// unknown column among them.
base::Result<ActionUnitMap> parse_action_unit_map(std::string_view text, std::string_view name,
                                                  const std::vector<observation::EvidenceColumn>& columns);

/// A map that the program ships.
struct BuiltInMap {
  std::string_view name;
  std::string_view text;
};
std::vector<BuiltInMap> built_in_action_unit_maps();

}  // namespace kizashi::series
