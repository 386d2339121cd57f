// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>
#include <optional>

#include "kizashi/face/mesh/canonical_face.h"
#include "kizashi/synth/head_shape.h"
#include "kizashi/synth/portrait.h"

namespace kizashi::synth {

/// How far the head is turned from its place in the portrait, in degrees: what is to be added to the portrait's
/// OpenFace columns pose_Rx (pitch), pose_Ry (yaw) and pose_Rz (roll), with their signs and their order of rotation.
struct HeadTurn {
  double yaw_deg = 0.0;    ///< positive: the nose goes to the left of the picture, the person's right
  double pitch_deg = 0.0;  ///< positive: the head nods down
  double roll_deg = 0.0;   ///< positive: clockwise in the picture
};

/// Turns a portrait's head in space, the face rigid. Good to some 20 degrees of yaw and roll and 15 of pitch. Built
/// once for a portrait; a frame takes tens of milliseconds.
class HeadMotion {
 public:
  /// `face` is MeshNetworks::canonical_face. The camera is the one that the engine assumes for a clip of this size,
  /// unless another focal length is given (pixels); the clip must then be measured with the same (--focal-px) for its
  /// angles to come out right. A face that fills a third of the picture's width is 0.3 m from the default camera,
  /// nearer than anybody sits: 1.85 times its focal length puts the face at 0.55 m, where turns distort it half as
  /// much.
  HeadMotion(const Portrait& portrait, const face::mesh::CanonicalFace& face,
             std::optional<double> focal_length_px = std::nullopt);

  /// The portrait, or what movements of its still head have made of it (same size, CV_8UC3), with the head turned:
  /// movements come first, the turn last. Without a turn the picture stays as it is, to the byte.
  [[nodiscard]] cv::Mat turned(const cv::Mat& picture, const HeadTurn& turn) const;
  /// Where in the still picture each pixel of the turned one comes from (CV_32FC2, pixels).
  [[nodiscard]] cv::Mat origin_px(const HeadTurn& turn) const;

 private:
  HeadShape shape_;
};

}  // namespace kizashi::synth
