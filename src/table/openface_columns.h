// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "kizashi/observation/action_unit.h"
#include "kizashi/observation/face_observation.h"
#include "kizashi/table/column.h"

namespace kizashi::table {

/// The columns of OpenFace 2.2's FeatureExtraction (Baltrusaitis et al. 2018) in its order, without its optional groups
/// (eye landmarks, 3D points, shape parameters).
const std::vector<Column>& openface_columns();

/// Where the groups of columns begin.
namespace openface_column {

inline constexpr std::size_t frame = 0;
inline constexpr std::size_t face_id = 1;
inline constexpr std::size_t timestamp = 2;
inline constexpr std::size_t confidence = 3;
inline constexpr std::size_t success = 4;
inline constexpr std::size_t gaze = 5;  ///< x, y, z of eye 0, then of eye 1
inline constexpr std::size_t gaze_count = 6;
inline constexpr std::size_t gaze_angle = gaze + gaze_count;  ///< x, y
inline constexpr std::size_t gaze_angle_count = 2;
inline constexpr std::size_t pose = gaze_angle + gaze_angle_count;  ///< Tx, Ty, Tz, Rx, Ry, Rz
inline constexpr std::size_t pose_count = 6;
inline constexpr std::size_t points_x = pose + pose_count;
inline constexpr std::size_t points_y = points_x + observation::point_count;
inline constexpr std::size_t intensity = points_y + observation::point_count;
inline constexpr std::size_t intensity_count = observation::action_unit_count - 1;  ///< no AU28
inline constexpr std::size_t presence = intensity + intensity_count;
inline constexpr std::size_t count = presence + observation::action_unit_count;

}  // namespace openface_column

/// Whether OpenFace gives the unit an intensity; it knows AU28 by presence alone.
constexpr bool has_openface_intensity(observation::ActionUnit unit) { return unit != observation::ActionUnit::AU28; }

}  // namespace kizashi::table
