// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace kizashi::face::openface {

/// A pinhole camera; x right, y down, z away from it.
struct PinholeCamera {
  double focal_length_px = 500.0;
  double centre_x_px = 320.0;
  double centre_y_px = 240.0;
};

}  // namespace kizashi::face::openface
