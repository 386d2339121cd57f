// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/landmark_drawing.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kizashi::face::openface {

namespace {

// The iBUG scheme (Sagonas et al. 2013).
constexpr Eigen::Index chin = 8;
constexpr Eigen::Index nose_root = 27;
constexpr Eigen::Index image_left_outer_eye_corner = 36;
constexpr Eigen::Index image_right_outer_eye_corner = 45;
/// Along the brows, from the picture's left to its right.
constexpr std::array<Eigen::Index, 5> below_forehead{18, 20, 27, 23, 25};
/// Faces come near the canon of equal thirds: hairline to brows, brows to the nose's base, and on to the chin (Farkas
/// et al. 1985, Plastic and Reconstructive Surgery 75(3):328), so that the hairline lies above the nose's root by about
/// half the way from there to the chin.
constexpr float forehead_share = 0.55F;
/// As the mesh engine's regions.
constexpr float region_scale = 1.5F;

Eigen::Matrix<float, Eigen::Dynamic, 2> with_forehead(const Points2& points_px) {
  const Eigen::RowVector2f up = forehead_share * (points_px.row(nose_root) - points_px.row(chin));
  const Eigen::RowVector2f root = points_px.row(nose_root);
  Points2 all(points_px.rows() + static_cast<Eigen::Index>(below_forehead.size()), 2);
  all.topRows(points_px.rows()) = points_px;
  for (std::size_t i = 0; i < below_forehead.size(); ++i) {
    const Eigen::RowVector2f brow = points_px.row(below_forehead.at(i));
    const float height = (brow - root).dot(up) / std::max(up.squaredNorm(), 1e-6F);  // of the brow, in shares of `up`
    all.row(points_px.rows() + static_cast<Eigen::Index>(i)) = brow + std::max(0.0F, 1.0F - height) * up;
  }
  return all;
}

struct Line {
  int first;
  int last;
  bool is_closed;
};
constexpr std::array<Line, 9> lines{Line{0, 16, false},  Line{17, 21, false}, Line{22, 26, false},
                                    Line{27, 30, false}, Line{31, 35, false}, Line{36, 41, true},
                                    Line{42, 47, true},  Line{48, 59, true},  Line{60, 67, true}};

observation::DrawingEdge edge(int a, int b) {
  return {static_cast<std::uint16_t>(std::min(a, b)), static_cast<std::uint16_t>(std::max(a, b))};
}

}  // namespace

FaceRegion region_of(const Points2& points_px) {
  const Points2 all = with_forehead(points_px);
  const Eigen::Vector2f low = all.colwise().minCoeff().transpose();
  const Eigen::Vector2f high = all.colwise().maxCoeff().transpose();
  const Eigen::RowVector2f level =
      points_px.row(image_right_outer_eye_corner) - points_px.row(image_left_outer_eye_corner);
  return {(low + high) / 2, region_scale * (high - low).maxCoeff(), std::atan2(level.y(), level.x())};
}

std::vector<Eigen::Vector2f> drawing_points(const Points2& points_px) {
  const Points2 all = with_forehead(points_px);
  std::vector<Eigen::Vector2f> points;
  for (Eigen::Index i = 0; i < all.rows(); ++i) points.emplace_back(all.row(i).transpose());
  return points;
}

std::vector<observation::DrawingEdge> drawing_edges() {
  std::vector<observation::DrawingEdge> edges;
  for (const Line& line : lines) {
    for (int i = line.first; i < line.last; ++i) edges.push_back(edge(i, i + 1));
    if (line.is_closed) edges.push_back(edge(line.first, line.last));
  }
  std::sort(edges.begin(), edges.end());
  return edges;
}

}  // namespace kizashi::face::openface
