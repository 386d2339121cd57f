// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "kizashi/media/drawn_frame.h"

namespace kizashi::media {

/// What stands in the panel of one face beside the picture, in one frame.
struct PanelContent {
  const DrawnFrame& frame;
  const DrawnFace* face = nullptr;  ///< nothing where the face was not found in this frame
  std::string heading;              ///< names the face where there are several
  bool tells_of_frame = true;       ///< number, time, voice and verdict stand in the first panel alone
  const std::vector<observation::ActionUnit>& units;
  const std::vector<std::string>& verdict_lines;
};

/// Draws a panel over the whole of `rgb`, a part of the canvas. `text_scale` 1 is for 480 lines.
void draw_panel(cv::Mat rgb, const PanelContent& content, double text_scale);

/// Words joined by commas, broken into lines of at most so many letters.
std::vector<std::string> wrapped(const std::vector<std::string>& words, std::size_t most_letters);

}  // namespace kizashi::media
