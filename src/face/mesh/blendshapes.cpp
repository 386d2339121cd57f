// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/mesh/blendshapes.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "kizashi/base/check.h"

namespace kizashi::face::mesh {

const std::array<std::string_view, blendshape_count> blendshape_names{
    "_neutral",         "browDownLeft",      "browDownRight",      "browInnerUp",
    "browOuterUpLeft",  "browOuterUpRight",  "cheekPuff",          "cheekSquintLeft",
    "cheekSquintRight", "eyeBlinkLeft",      "eyeBlinkRight",      "eyeLookDownLeft",
    "eyeLookDownRight", "eyeLookInLeft",     "eyeLookInRight",     "eyeLookOutLeft",
    "eyeLookOutRight",  "eyeLookUpLeft",     "eyeLookUpRight",     "eyeSquintLeft",
    "eyeSquintRight",   "eyeWideLeft",       "eyeWideRight",       "jawForward",
    "jawLeft",          "jawOpen",           "jawRight",           "mouthClose",
    "mouthDimpleLeft",  "mouthDimpleRight",  "mouthFrownLeft",     "mouthFrownRight",
    "mouthFunnel",      "mouthLeft",         "mouthLowerDownLeft", "mouthLowerDownRight",
    "mouthPressLeft",   "mouthPressRight",   "mouthPucker",        "mouthRight",
    "mouthRollLower",   "mouthRollUpper",    "mouthShrugLower",    "mouthShrugUpper",
    "mouthSmileLeft",   "mouthSmileRight",   "mouthStretchLeft",   "mouthStretchRight",
    "mouthUpperUpLeft", "mouthUpperUpRight", "noseSneerLeft",      "noseSneerRight"};

namespace {

// The mesh points that the blendshape network takes, in its order (read from the configuration of MediaPipe 0.10.21's
// graph).
constexpr std::array<std::uint16_t, blendshape_input_point_count> input_points{
    0,   1,   4,   5,   6,   7,   8,   10,  13,  14,  17,  21,  33,  37,  39,  40,  46,  52,  53,  54,  55,
    58,  61,  63,  65,  66,  67,  70,  78,  80,  81,  82,  84,  87,  88,  91,  93,  95,  103, 105, 107, 109,
    127, 132, 133, 136, 144, 145, 146, 148, 149, 150, 152, 153, 154, 155, 157, 158, 159, 160, 161, 162, 163,
    168, 172, 173, 176, 178, 181, 185, 191, 195, 197, 234, 246, 249, 251, 263, 267, 269, 270, 276, 282, 283,
    284, 285, 288, 291, 293, 295, 296, 297, 300, 308, 310, 311, 312, 314, 317, 318, 321, 323, 324, 332, 334,
    336, 338, 356, 361, 362, 365, 373, 374, 375, 377, 378, 379, 380, 381, 382, 384, 385, 386, 387, 388, 389,
    390, 397, 398, 400, 402, 405, 409, 415, 454, 466, 468, 469, 470, 471, 472, 473, 474, 475, 476, 477};

}  // namespace

std::size_t blendshape_index(std::string_view name) {
  const auto found = std::find(blendshape_names.begin(), blendshape_names.end(), name);
  KIZASHI_CHECK(found != blendshape_names.end(), "a blendshape the network knows");
  return static_cast<std::size_t>(found - blendshape_names.begin());
}

BlendshapeEstimator::BlendshapeEstimator(infer::Session session) : session_(std::move(session)) {}

Blendshapes BlendshapeEstimator::estimate(const MeshPoints& points_px) {
  const auto input = session_.input();
  KIZASHI_CHECK(input.size() == blendshape_input_point_count * 2,
                "the blendshape network's input is as its manifest entry");
  for (std::size_t i = 0; i < blendshape_input_point_count; ++i) {
    input[2 * i] = points_px.at(input_points.at(i)).x();
    input[2 * i + 1] = points_px.at(input_points.at(i)).y();
  }
  session_.run();
  const auto output = session_.output(0);
  KIZASHI_CHECK(output.size() == blendshape_count, "the blendshape network's output is as its manifest entry");
  Blendshapes blendshapes{};
  std::copy(output.begin(), output.end(), blendshapes.begin());
  return blendshapes;
}

}  // namespace kizashi::face::mesh
