// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/observation/action_unit.h"
#include "kizashi/series/baseline.h"

namespace kizashi::series {

/// Standard errors of measurement (for agreement; de Vet et al. 2006, J Clin Epidemiol 59:1033) of a clip's summary of
/// one unit: by so much does the same face, recorded under another condition, give another value.
struct UnitError {
  double mean_intensity = 0.0;
  double present_share = 0.0;
};

/// How values were made: errors hold only for values made alike.
struct MeasuredWith {
  std::string engine;
  std::string action_unit_map_sha256;
  BaselineMode baseline = BaselineMode::clip;
};

/// What bench/accuracy/repeatability.py found in repeated measurements.
struct MeasurementError {
  MeasuredWith measured_with;
  std::int64_t clips = 0;
  std::vector<std::string> conditions;  ///< the original, then what was done to its picture
  std::array<UnitError, observation::action_unit_count> units;
};

/// Reads data/measurement_error/*.json. Fails with invalid_document and the place of the first mistake.
base::Result<MeasurementError> parse_measurement_error(std::string_view text, std::string_view name);

/// The document that the program carries: errors of the default map.
std::string_view built_in_measurement_error();

/// Why the errors say nothing of values made so; nothing where they hold.
std::optional<std::string> why_unknown(const MeasurementError& error, const MeasuredWith& values);

}  // namespace kizashi::series
