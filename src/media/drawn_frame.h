// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kizashi/observation/action_unit.h"
#include "kizashi/observation/face_observation.h"

namespace kizashi::media {

/// What an overlay shows of one face in one frame.
struct DrawnFace {
  int face_id = 0;
  observation::FacePoints points_px;
  std::vector<Eigen::Vector2f> drawing_points_px;
  std::optional<observation::HeadPose> head_pose;
  std::optional<observation::Gaze> gaze;
  std::array<std::optional<double>, observation::action_unit_count> intensities;  ///< 0 to 5, by index_of()
  std::array<std::optional<bool>, observation::action_unit_count> presences;
  std::vector<std::string> warnings;  ///< plain words
};

/// What an overlay shows of one frame.
struct DrawnFrame {
  std::int64_t frame_number = 1;  ///< from 1
  double timestamp_s = 0.0;
  std::optional<double> speech_probability;
  std::vector<DrawnFace> faces;
};

}  // namespace kizashi::media
