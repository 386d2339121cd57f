// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/camera.h"

namespace kizashi::face {

Camera default_camera(int width_px, int height_px) {
  const double focal_length_px = 500.0 * (width_px / 640.0 + height_px / 480.0) / 2.0;
  return {focal_length_px, width_px / 2.0, height_px / 2.0};
}

}  // namespace kizashi::face
