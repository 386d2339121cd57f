// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include "kizashi/face/mesh/face_mesh.h"
#include "kizashi/infer/model.h"

namespace kizashi::face::mesh {

/// Side of the mesh network's input, pixels.
inline constexpr int landmarker_side_px = 256;
/// A face is there when the network's presence is above this.
inline constexpr float least_presence = 0.5F;

/// The face mesh network with irises (Grishchenko et al. 2020, arXiv 2006.10962).
class Landmarker {
 public:
  explicit Landmarker(infer::Session session);

  /// The mesh of the face in the region's crop (`crop_region(..., landmarker_side_px, Border::replicated)`).
  FaceMesh find(const cv::Mat& crop, const FaceRegion& region);

 private:
  infer::Session session_;
};

}  // namespace kizashi::face::mesh
