// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>

#include "kizashi/face/mesh/face_mesh.h"
#include "kizashi/synth/face_frame.h"

namespace kizashi::synth {

inline constexpr int test_face_side_px = 400;

/// For tests: an upright symmetric face of half a millimetre a pixel with those mesh points that movements are built
/// on. All others lie on the nose.
inline face::mesh::MeshPoints test_face() {
  struct Place {
    std::size_t left;
    std::size_t right;
    float aside_mm;  ///< from the middle line
    float down_mm;   ///< below the line of the outer eye corners
  };
  constexpr std::array places{
      Place{33, 263, 45.0F, 0.0F},   Place{133, 362, 17.0F, 2.0F},   Place{246, 466, 42.0F, -2.0F},
      Place{161, 388, 39.0F, -3.5F}, Place{160, 387, 35.0F, -4.5F},  Place{159, 386, 31.0F, -5.0F},
      Place{158, 385, 27.0F, -4.0F}, Place{157, 384, 23.0F, -2.0F},  Place{173, 398, 19.0F, 0.5F},
      Place{7, 249, 42.0F, 1.5F},    Place{163, 390, 39.0F, 2.5F},   Place{144, 373, 35.0F, 3.5F},
      Place{145, 374, 31.0F, 4.0F},  Place{153, 380, 27.0F, 4.0F},   Place{154, 381, 23.0F, 3.5F},
      Place{155, 382, 19.0F, 2.8F},  Place{469, 476, 36.85F, -0.5F}, Place{471, 474, 25.15F, -0.5F},
      Place{52, 282, 38.0F, -18.0F}, Place{105, 334, 38.0F, -22.0F}, Place{46, 276, 52.0F, -15.0F},
      Place{61, 291, 28.0F, 52.0F},  Place{117, 346, 40.0F, 22.0F},  Place{78, 308, 26.0F, 52.0F},
      Place{95, 324, 22.0F, 54.0F},  Place{88, 318, 17.0F, 56.0F},   Place{178, 402, 11.0F, 57.5F},
      Place{87, 317, 5.0F, 58.0F},   Place{234, 454, 65.0F, 10.0F},  Place{55, 285, 14.0F, -17.0F},
      Place{468, 473, 31.0F, -0.5F}, Place{191, 415, 22.0F, 51.0F},  Place{80, 310, 17.0F, 50.5F},
      Place{81, 311, 11.0F, 50.0F},  Place{82, 312, 5.0F, 50.0F},    Place{185, 409, 24.0F, 48.5F},
      Place{40, 270, 18.0F, 46.0F},  Place{39, 269, 12.0F, 44.0F},   Place{37, 267, 6.0F, 43.0F},
      Place{146, 375, 24.0F, 58.0F}, Place{91, 321, 18.0F, 62.0F},   Place{181, 405, 12.0F, 65.0F},
      Place{84, 314, 6.0F, 67.0F},
  };
  constexpr float px_per_mm = 2.0F;
  constexpr float middle_px = 200.0F;
  constexpr float eyes_px = 150.0F;
  const auto at = [](float x_mm, float y_mm) {
    return face::mesh::MeshPoints::value_type(middle_px + px_per_mm * x_mm, eyes_px + px_per_mm * y_mm, 0.0F);
  };
  face::mesh::MeshPoints points;
  points.fill(at(0.0F, 25.0F));
  for (const Place& place : places) {
    points.at(place.left) = at(-place.aside_mm, place.down_mm);
    points.at(place.right) = at(place.aside_mm, place.down_mm);
  }
  points.at(0) = at(0.0F, 43.0F);
  points.at(13) = at(0.0F, 50.0F);
  points.at(14) = at(0.0F, 58.5F);
  points.at(17) = at(0.0F, 67.0F);
  points.at(152) = at(0.0F, 100.0F);
  return points;
}

}  // namespace kizashi::synth
