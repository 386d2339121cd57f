// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

namespace kizashi::face {

struct CropQuality {
  double sharpness = 0.0;   ///< variance of the Laplacian of the luma, grey levels squared
  double brightness = 0.0;  ///< mean luma, 0 to 255
  double side_light = 0.0;  ///< mean luma of the left half less that of the right, over their sum; -1 to 1
};

/// How well lit and sharp a face's crop is, on its middle two thirds, where the face lies.
CropQuality crop_quality(const cv::Mat& crop);

}  // namespace kizashi::face
