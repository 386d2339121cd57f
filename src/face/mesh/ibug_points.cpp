// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/mesh/ibug_points.h"

#include <cstdint>

namespace kizashi::face::mesh {

namespace {

struct Pair {
  std::uint16_t a;
  std::uint16_t b;
};

// Chosen by anatomy: the mesh's own contours against the points' definitions (Sagonas et al. 2013, 300 Faces
// in-the-Wild).
constexpr std::array<Pair, observation::point_count> sources{{
    // jaw, from the ear on the left of the picture over the chin
    {127, 127},
    {234, 234},
    {93, 132},
    {132, 58},
    {172, 172},
    {136, 150},
    {149, 149},
    {176, 148},
    {152, 152},
    {400, 377},
    {378, 378},
    {365, 379},
    {397, 397},
    {361, 288},
    {323, 361},
    {454, 454},
    {356, 356},
    // brows, upper edge
    {70, 70},
    {63, 105},
    {105, 66},
    {66, 107},
    {107, 107},
    {336, 336},
    {336, 296},
    {296, 334},
    {334, 293},
    {300, 300},
    // nose bridge and base
    {168, 168},
    {6, 197},
    {195, 5},
    {4, 4},
    {240, 240},
    {97, 97},
    {2, 2},
    {326, 326},
    {460, 460},
    // eyes, clockwise from the corner on the left
    {33, 33},
    {161, 159},
    {158, 158},
    {173, 155},
    {153, 153},
    {144, 144},
    {398, 382},
    {385, 385},
    {386, 388},
    {263, 263},
    {373, 373},
    {380, 380},
    // outer lips
    {61, 61},
    {40, 39},
    {37, 37},
    {0, 0},
    {267, 267},
    {269, 270},
    {291, 291},
    {405, 321},
    {314, 315},
    {16, 17},
    {84, 85},
    {91, 181},
    // inner lips
    {78, 78},
    {82, 82},
    {13, 13},
    {312, 312},
    {308, 308},
    {317, 402},
    {14, 14},
    {87, 178},
}};

}  // namespace

observation::FacePoints ibug_points(const MeshPoints& points_px) {
  observation::FacePoints points;
  for (std::size_t i = 0; i < points.size(); ++i) {
    points.at(i) = midpoint(points_px, sources.at(i).a, sources.at(i).b).head<2>();
  }
  return points;
}

}  // namespace kizashi::face::mesh
