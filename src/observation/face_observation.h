// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kizashi::observation {

/// The 68 points of the iBUG scheme (Sagonas et al. 2013), in its order, pixels in the upright frame.
inline constexpr std::size_t point_count = 68;
using FacePoints = std::array<Eigen::Vector2f, point_count>;

/// The head relative to the camera: x right, y down, z away from the camera.
struct HeadPose {
  Eigen::Matrix3d camera_from_head;   ///< rotation; columns are the head's axes in the camera frame
  Eigen::Vector3d head_in_camera_mm;  ///< origin of the head frame
};

/// Where each eye looks, unit vectors in the camera frame; straight into the camera is (0, 0, -1).
struct Gaze {
  Eigen::Vector3d image_left_eye;   ///< the eye on the left of the picture (OpenFace's gaze_0), the person's right
  Eigen::Vector3d image_right_eye;  ///< OpenFace's gaze_1
};

/// How far a frame can be trusted.
struct FaceQuality {
  double face_height_px = 0.0;     ///< vertical extent of the 68 points
  double sharpness = 0.0;          ///< variance of the Laplacian of the aligned luma crop, grey levels squared
  double brightness = 0.0;         ///< mean luma of the aligned crop, 0 to 255
  double frontal_angle_rad = 0.0;  ///< angle between the face's forward axis and the line to the camera
  double side_light = 0.0;  ///< mean luma of the crop's image-left half less that of the other, over their sum; -1 to 1
};

/// One face in one frame, as one engine saw it.
struct FaceObservation {
  int face_id = 0;
  double confidence = 0.0;  ///< 0 to 1
  FacePoints points_px;
  std::optional<HeadPose> head_pose;
  std::optional<Gaze> gaze;
  FaceQuality quality;
  std::vector<std::optional<double>> evidence;  ///< one value for each EvidenceColumn of the engine
  /// Points that a picture of the face is drawn with, pixels in the upright frame; empty unless the engine was asked
  /// for them.
  std::vector<Eigen::Vector2f> drawing_points_px;
};

/// Two drawing points that a line joins.
struct DrawingEdge {
  std::uint16_t from_idx = 0;
  std::uint16_t to_idx = 0;
  auto operator<=>(const DrawingEdge&) const = default;
};

/// One frame and everybody in it.
struct FrameObservation {
  std::int64_t frame_idx = 0;
  double timestamp_s = 0.0;
  std::vector<FaceObservation> faces;  ///< by rising face_id; empty when nobody was found
  /// Faces that the picture shows, those that nobody asked for included; nothing where they were not counted.
  std::optional<int> faces_in_picture = std::nullopt;
  /// Largest change of a part of the picture since the frame before, grey levels (media::PictureChange); nothing for
  /// the first frame.
  std::optional<double> picture_change = std::nullopt;
};

/// What a column of evidence means.
struct EvidenceColumn {
  std::string name;         ///< for example `inner_brow_height_left_mm`
  std::string unit;         ///< mm, 1 (coefficient), rad
  std::string description;  ///< one sentence
};

/// Where the column of a name stands, or nothing.
std::optional<std::size_t> place_of(std::string_view name, const std::vector<EvidenceColumn>& columns);

}  // namespace kizashi::observation
