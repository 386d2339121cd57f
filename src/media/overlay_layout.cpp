// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/overlay_layout.h"

#include <algorithm>
#include <cmath>

namespace kizashi::media {

namespace {

constexpr int least_height_px = 480;
constexpr int most_picture_width_px = 1280;
constexpr int most_picture_height_px = 960;
constexpr int panel_width_at_480_px = 240;
constexpr double most_text_scale = 1.5;

int rounded(double length_px) { return std::max(1, static_cast<int>(std::lround(length_px))); }
int next_even(int length_px) { return length_px + length_px % 2; }

}  // namespace

OverlayLayout layout_overlay(const cv::Size& clip_px, int panels) {
  double scale = std::max(1.0, static_cast<double>(least_height_px) / clip_px.height);
  scale = std::min({scale, static_cast<double>(most_picture_width_px) / clip_px.width,
                    static_cast<double>(most_picture_height_px) / clip_px.height});
  const cv::Size picture_px(rounded(scale * clip_px.width), rounded(scale * clip_px.height));
  OverlayLayout layout;
  layout.canvas_px.height = next_even(std::max(least_height_px, picture_px.height));
  layout.text_scale = std::clamp(static_cast<double>(layout.canvas_px.height) / least_height_px, 1.0, most_text_scale);
  layout.panel_width_px = next_even(rounded(layout.text_scale * panel_width_at_480_px));
  layout.picture_px = {{0, (layout.canvas_px.height - picture_px.height) / 2}, picture_px};
  layout.canvas_px.width = next_even(picture_px.width + panels * layout.panel_width_px);
  return layout;
}

PictureFit fit_picture(const cv::Size& frame_px, const cv::Rect& picture_px) {
  PictureFit fit;
  fit.scale = std::min(static_cast<double>(picture_px.width) / frame_px.width,
                       static_cast<double>(picture_px.height) / frame_px.height);
  fit.origin_px = {picture_px.x + (picture_px.width - fit.scale * frame_px.width) / 2.0,
                   picture_px.y + (picture_px.height - fit.scale * frame_px.height) / 2.0};
  return fit;
}

}  // namespace kizashi::media
