// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <opencv2/core.hpp>

#include "kizashi/synth/eyeball.h"
#include "kizashi/synth/portrait.h"

namespace kizashi::synth {

/// How far the lids' edges go in the middle of the eye, positive downwards.
struct LidShift {
  double upper_mm = 0.0;
  double lower_mm = 0.0;
};

/// Of the lids of both eyes: left in the picture, then right.
using LidShifts = std::array<LidShift, 2>;

/// The lids follow a look down or up: the upper one nearly as far as the iris goes, the lower one
/// two fifths of it.
LidShift lid_shift(const GazeTurn& turn);

/// Turns both eyes of a portrait; the irises move behind the lids, and the lids follow. Good to some 25 degrees aside
/// and down and 20 up. Built once for a portrait.
class GazeShift {
 public:
  explicit GazeShift(const Portrait& portrait);

  /// The portrait (CV_8UC3) with its eyes turned, before any other movement: lids are closed, brows raised and the head
  /// turned afterwards. The lids' own shifts add to those by which they follow the eyes. Without a turn and a shift the
  /// picture stays as it is, to the byte.
  [[nodiscard]] cv::Mat shifted(const cv::Mat& picture, const GazeTurn& turn, const LidShifts& lids = {}) const;

 private:
  struct Eye {
    cv::Rect area_px;
    EyeOpening opening;
    Eyeball ball;
    float brow_mm;         ///< height of the brow's lower edge
    cv::Mat between_lids;  ///< CV_32FC1: 1 between the lids, 0 on them
  };
  static Eye make_eye(const Portrait& portrait, const FaceShape& shape, PictureSide side);
  [[nodiscard]] cv::Mat origin_px(const Eye& eye, const LidShift& following, const LidShift& own) const;
  void shift(const Eye& eye, const GazeTurn& turn, const LidShift& lids, cv::Mat& picture) const;

  FaceFrame frame_;
  std::array<Eye, 2> eyes_;
};

}  // namespace kizashi::synth
