// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <vector>

#include "kizashi/face/openface/model_files/byte_reader.h"

namespace kizashi::face::openface {

/// The middles of views, stored in degrees.
std::vector<Eigen::Vector3d> read_view_angles_rad(ByteReader& reader, int view_count);

}  // namespace kizashi::face::openface
