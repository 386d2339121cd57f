// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace kizashi::media {

/// How many patches of one colour are left of a picture's shorter side when it is washed out. Of a face that fills the
/// picture eight remain from chin to brow, of smaller ones fewer.
inline constexpr int patches_across = 8;

/// Leaves nothing of a picture (CV_8UC3) but the mean colours of a few large patches, blended into each other. This
/// hides faces whether they were found or not.
void wash_out(cv::Mat& rgb);

/// Paints over a head: the hull of its face's points, widened to hair, ears and jaw, in one plain colour.
void paint_over_head(cv::Mat& rgb, const std::vector<cv::Point2f>& face_points_px);

/// Leaves nothing at all of a picture, and says so in it: what a frame gets in which nobody was found, as somebody may
/// be there. `text_scale` 1 is for 480 lines.
void hide_everything(cv::Mat& rgb, double text_scale);

}  // namespace kizashi::media
