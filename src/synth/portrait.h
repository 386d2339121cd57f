// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>
#include <optional>

#include "kizashi/base/result.h"
#include "kizashi/face/mesh/face_mesh.h"
#include "kizashi/face/mesh/mesh_networks.h"

namespace kizashi::synth {

/// A still face to be moved: a picture (CV_8UC3, red first) and the mesh found in it.
struct Portrait {
  cv::Mat rgb;
  face::mesh::MeshPoints points_px;
};

/// The mesh of the largest face in a picture; nothing when there is none.
std::optional<face::mesh::MeshPoints> find_mesh(const cv::Mat& rgb, const face::mesh::MeshNetworks& networks);

/// Crops a picture generously around its largest face, scales the crop to a square of `size_px` and finds the mesh
/// there. Fails with invalid_option when no face is found.
base::Result<Portrait> prepare_portrait(const cv::Mat& picture_rgb, const face::mesh::MeshNetworks& networks,
                                        int size_px);

}  // namespace kizashi::synth
