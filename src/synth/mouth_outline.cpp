// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/mouth_outline.h"

#include <array>

namespace kizashi::synth {

namespace {

/// In the mesh, from the left of the picture to its right.
using Line = std::array<std::size_t, 11>;
constexpr Line upper_lip_edge{78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308};
constexpr Line lower_lip_edge{78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308};
constexpr Line upper_red_border{61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291};
constexpr Line lower_red_border{61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291};

}  // namespace

MouthOutline::MouthOutline(const FaceShape& shape)
    : upper_edge(shape, upper_lip_edge),
      lower_edge(shape, lower_lip_edge),
      upper_border(shape, upper_red_border),
      lower_border(shape, lower_red_border),
      middle_mm(0.5F * (lower_edge.left_mm() + lower_edge.right_mm())),
      half_width_mm(0.5F * (lower_edge.right_mm() - lower_edge.left_mm())) {}

}  // namespace kizashi::synth
