// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "kizashi/media/drawn_frame.h"
#include "kizashi/media/face_sketch.h"
#include "kizashi/media/overlay_layout.h"

namespace kizashi::media {

/// What is the same for all frames of an overlay.
struct OverlayPlan {
  int width_px = 0;  ///< of the clip
  int height_px = 0;
  double focal_length_px = 0.0;  ///< with which the poses were found
  std::vector<observation::DrawingEdge> edges;
  std::vector<int> face_ids;  ///< everybody in the clip; the first three get a panel each
  std::vector<observation::ActionUnit> units{observation::all_action_units.begin(),
                                             observation::all_action_units.end()};
  std::string verdict;
  std::vector<std::string> reasons;  ///< for the verdict
  bool hides_people = false;         ///< see face_cover.h
};

/// Paints what was measured over the frames of a clip and beside them. The same frames give the same pictures.
class OverlayPainter {
 public:
  explicit OverlayPainter(OverlayPlan plan);

  [[nodiscard]] cv::Size canvas_px() const { return layout_.canvas_px; }

  /// The frame (CV_8UC3, red first) with its panels, a picture of canvas_px(). It is valid until the next call.
  const cv::Mat& paint(const cv::Mat& rgb, const DrawnFrame& frame);
  /// The part of what was painted last that shows the clip's picture.
  [[nodiscard]] cv::Mat picture() const { return canvas_(layout_.picture_px); }

 private:
  void place_picture(const cv::Mat& rgb, const DrawnFrame& frame, const SketchPlace& place);
  void paint_face(const DrawnFace& face, SketchPlace place);
  void paint_panels(const DrawnFrame& frame);

  OverlayPlan plan_;
  OverlayLayout layout_;
  std::vector<std::string> verdict_lines_;
  cv::Mat canvas_;
};

}  // namespace kizashi::media
