// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>
#include <optional>

namespace kizashi::media {

/// How much each picture of a clip differs from the one before it, in grey levels: both are shrunk to 128 by 128, and
/// of the mean absolute differences of luma in 16 by 16 tiles the largest counts. A tile is smaller than a face that is
/// far away, so a still background does not hide a face that moves.
class PictureChange {
 public:
  /// Takes the next picture; nothing for the first.
  std::optional<double> add(const cv::Mat& rgb);

 private:
  cv::Mat last_luma_;
};

}  // namespace kizashi::media
