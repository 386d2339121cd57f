// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include "kizashi/face/openface/feature_maps.h"

namespace kizashi::face::openface {

/// A region of a picture (CV_8UC3), resized to width x height as cv::resize does with floats (bilinear), one map a
/// channel, scaled to (value - 127.5) / 128. Outside the picture values are 0 before that.
void resize_to_maps(const cv::Mat& picture, const cv::Rect& region, const cv::Size& size, FeatureMaps& maps);

}  // namespace kizashi::face::openface
