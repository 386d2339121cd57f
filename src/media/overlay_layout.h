// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

namespace kizashi::media {

/// Where an overlay shows the clip's picture, and where the panels beside it.
struct OverlayLayout {
  cv::Size canvas_px;       ///< even, as video coding likes it
  cv::Rect picture_px;      ///< in the canvas
  int panel_width_px = 0;   ///< of each panel, from the picture's right on
  double text_scale = 1.0;  ///< 1 is legible at 480 lines
};

/// Small clips are enlarged to 480 lines and large ones reduced to 1280 x 960, so that the text fits and can be read.
OverlayLayout layout_overlay(const cv::Size& clip_px, int panels);

/// Where a frame's pixels come to lie in the canvas. A frame of another shape than the clip's first keeps its own.
struct PictureFit {
  double scale = 1.0;
  cv::Point2d origin_px;
  [[nodiscard]] cv::Point2d place_of(double x_px, double y_px) const {
    return {origin_px.x + scale * x_px, origin_px.y + scale * y_px};
  }
};
PictureFit fit_picture(const cv::Size& frame_px, const cv::Rect& picture_px);

}  // namespace kizashi::media
