// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace kizashi::face::openface {

/// A face's box in a picture, pixels; x and y of the corner nearest the picture's first pixel.
struct FaceBox {
  float x = 0.0F;
  float y = 0.0F;
  float width = 0.0F;
  float height = 0.0F;
  float score = 0.0F;  ///< 0 to 1
};

}  // namespace kizashi::face::openface
