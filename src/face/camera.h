// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace kizashi::face {

/// A pinhole camera; x right, y down, z away from it.
struct Camera {
  double focal_length_px = 500.0;
  double centre_x_px = 320.0;
  double centre_y_px = 240.0;
};

/// OpenFace's default camera: focal length 500 (width/640 + height/480)/2 pixels, principal point in the picture's
/// middle.
Camera default_camera(int width_px, int height_px);

}  // namespace kizashi::face
