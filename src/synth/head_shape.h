// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>
#include <type_traits>

#include "kizashi/face/mesh/canonical_face.h"
#include "kizashi/face/mesh/head_pose.h"
#include "kizashi/observation/face_observation.h"
#include "kizashi/synth/portrait.h"

namespace kizashi::synth {

/// A portrait in space, before a camera.
struct HeadShape {
  using Vector = std::remove_cvref_t<decltype(observation::HeadPose::head_in_camera_mm)>;
  using Rotation = std::remove_cvref_t<decltype(observation::HeadPose::camera_from_head)>;

  face::Camera camera;
  observation::HeadPose pose;  ///< of the portrait's head
  cv::Mat depth_mm;            ///< CV_32FC1: along the viewing axis, from the camera to what a pixel shows
  cv::Mat share;               ///< CV_32FC1, 0 to 1: how much of the head's movement a pixel takes part in

  /// The direction of a pixel, of length 1 along the viewing axis.
  [[nodiscard]] Vector ray_through(cv::Point pixel) const;
  /// A place of the portrait's head, millimetres in both frames.
  [[nodiscard]] Vector camera_from_head(const Vector& in_head_mm) const;
  /// From the camera to the head.
  [[nodiscard]] double distance_mm() const { return pose.head_in_camera_mm.z(); }
};

/// The depth of the face is that of the canonical face in the portrait's pose, point by point of the mesh: with the
/// network's own depth, which is a fifth deeper, a nod of the same angle is seen as a larger one and moves the lips and
/// the chin more. Around the face depth goes over into an ellipsoid with room for hair. The share is 1 on the head,
/// falls over the neck and reaches 0 in the background.
HeadShape head_shape(const Portrait& portrait, const face::mesh::CanonicalFace& face, const face::Camera& camera);

}  // namespace kizashi::synth
