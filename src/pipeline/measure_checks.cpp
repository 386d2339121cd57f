// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/measure_checks.h"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "kizashi/observation/action_unit.h"

namespace kizashi::pipeline {

namespace {

/// Beyond these a camera sees everything or nothing, and the head's pose cannot be computed.
constexpr double least_focal_length_px = 1.0;
constexpr double most_focal_length_px = 1e6;

base::Status check_focal_length(const MeasureOptions& options) {
  const auto focal_length_px = options.engine.focal_length_px;
  const bool fits =
      !focal_length_px || (*focal_length_px >= least_focal_length_px && *focal_length_px <= most_focal_length_px);
  if (fits) return {};
  return base::Error{base::ErrorCode::invalid_option,
                     fmt::format("a focal length of {} px; give one from {} to {} px, or none", *focal_length_px,
                                 least_focal_length_px, most_focal_length_px)};
}

base::Status check_overlay_units(const MeasureOptions& options) {
  for (const std::string& code : options.overlay_units) {
    if (observation::action_unit_of(code)) continue;
    return base::Error{
        base::ErrorCode::invalid_option,
        fmt::format("an overlay of the action unit {}; it is one of {} to {}", code,
                    code_of(observation::all_action_units.front()), code_of(observation::all_action_units.back()))};
  }
  return {};
}

/// OpenFace follows one face and has action units of its own.
base::Status check_openface(const MeasureOptions& options) {
  const auto unfit = [](std::string_view what) {
    return base::Error{base::ErrorCode::invalid_option, fmt::format("the openface engine {}", what)};
  };
  if (options.engine.faces == face::FacesWanted::all) return unfit("follows one face: leave --faces at one");
  if (options.action_unit_map != MeasureOptions{}.action_unit_map) {
    return unfit("has predictors of its own: --au-map belongs to the mesh engine");
  }
  if (options.baseline == series::BaselineMode::recorded) {
    return unfit("knows no neutral recording: give --baseline clip, running or none");
  }
  return {};
}

}  // namespace

base::Status check_measure_options(const MeasureOptions& options) {
  if (options.engine_choice != EngineChoice::mesh) {
    if (auto status = check_openface(options); !status.ok()) return status;
  }
  if (auto status = check_overlay_units(options); !status.ok()) return status;
  const bool of_one_person = options.engine.faces == face::FacesWanted::largest;
  if (options.baseline == series::BaselineMode::recorded && !of_one_person) {
    return base::Error{base::ErrorCode::invalid_option,
                       "a neutral recording is one person's: leave --faces at one, or choose another baseline"};
  }
  return check_focal_length(options);
}

}  // namespace kizashi::pipeline
