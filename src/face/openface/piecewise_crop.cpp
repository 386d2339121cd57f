// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/piecewise_crop.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "kizashi/base/check.h"

namespace kizashi::face::openface {

namespace {

constexpr float margin_px = 3.0F;
// OpenCV's warps round source places to this part of a pixel, and the validator was trained on what they give.
constexpr int log2_steps_per_px = 5;
constexpr int steps_per_px = 1 << log2_steps_per_px;
constexpr float largest_coordinate_px = 1e6F;

using CornerPoints = std::array<Eigen::Vector2f, 3>;

/// Where the source of a destination place lies: base + x * step_x + y * step_y.
struct PlaneMap {
  Eigen::Vector2f base;
  Eigen::Vector2f step_x;
  Eigen::Vector2f step_y;
};

/// first * a + second * b (+ start), rounded as often as OpenFace rounds: a source place that lies between two steps of
/// the grid falls to the same one.
float mix(float first, float a, float second, float b) { return std::fma(second, b, first * a); }
float mix_from(float start, float first, float a, float second, float b) {
  return std::fma(second, b, std::fma(first, a, start));
}

/// A place's shares of the sides from the first corner to the others are alpha and beta, each linear in x and y.
PlaneMap map_onto(const CornerPoints& corners, const Eigen::Vector3f& alpha, const Eigen::Vector3f& beta) {
  PlaneMap map;
  for (Eigen::Index axis = 0; axis < 2; ++axis) {
    const float corner = corners[0][axis];
    const float first = corners[1][axis] - corner;
    const float second = corners[2][axis] - corner;
    map.base[axis] = mix_from(corner, first, alpha[0], second, beta[0]);
    map.step_x[axis] = mix(first, alpha[1], second, beta[1]);
    map.step_y[axis] = mix(first, alpha[2], second, beta[2]);
  }
  return map;
}

/// A part of a picture.
class Region {
 public:
  Region(const cv::Mat& gray, const cv::Rect& rect) : part_(gray(rect)) {}

  /// Between pixels on the grid, 0 outside.
  [[nodiscard]] float value_between(float x, float y) const {
    const int grid_x = grid_place(x);
    const int grid_y = grid_place(y);
    const int column = grid_x >> log2_steps_per_px;
    const int row = grid_y >> log2_steps_per_px;
    const float right = share_of_next(grid_x);
    const float lower = share_of_next(grid_y);
    const float above = at(column, row) * (1.0F - right) + at(column + 1, row) * right;
    const float below = at(column, row + 1) * (1.0F - right) + at(column + 1, row + 1) * right;
    return above * (1.0F - lower) + below * lower;
  }

 private:
  /// Far outside a picture, where nothing is to be seen, at most the largest coordinate.
  static int grid_place(float place) {
    return static_cast<int>(
        std::lrint(std::clamp(place, -largest_coordinate_px, largest_coordinate_px) * steps_per_px));
  }
  static float share_of_next(int grid) { return static_cast<float>(grid & (steps_per_px - 1)) / steps_per_px; }

  [[nodiscard]] float at(int column, int row) const {
    const bool is_inside = column >= 0 && row >= 0 && column < part_.cols && row < part_.rows;
    return is_inside ? static_cast<float>(part_.ptr<std::uint8_t>(row)[column]) : 0.0F;
  }

  cv::Mat part_;
};

}  // namespace

cv::Rect region_around(const Points2& points_px, const cv::Size& picture) {
  // The picture's last column and row are never in a region: OpenFace takes its end, which is none of its pixels, for
  // one that must lie in the picture.
  const auto inside = [](float place, int length) {
    return static_cast<int>(std::clamp(place, 0.0F, static_cast<float>(std::max(length - 1, 0))));
  };
  const Eigen::RowVector2f low = points_px.colwise().minCoeff().array() - margin_px;
  const Eigen::RowVector2f high = points_px.colwise().maxCoeff().array() + margin_px;
  const cv::Point first(inside(low.x(), picture.width), inside(low.y(), picture.height));
  const cv::Point end(inside(high.x(), picture.width), inside(high.y(), picture.height));
  return {first, end};
}

PiecewiseCrop::PiecewiseCrop(const PiecewiseWarp& warp) : width_px_(warp.width_px), height_px_(warp.height_px) {
  KIZASHI_CHECK(warp.triangle_of_pixel.rows() == height_px_ && warp.triangle_of_pixel.cols() == width_px_ &&
                    warp.mask.rows() == height_px_ && warp.mask.cols() == width_px_,
                "each pixel has a triangle");
  KIZASHI_CHECK(warp.alpha.rows() == warp.triangles.rows() && warp.beta.rows() == warp.triangles.rows(),
                "each triangle has its shares");
  for (Eigen::Index t = 0; t < warp.triangles.rows(); ++t) {
    triangles_.push_back({warp.triangles.row(t).transpose(), warp.alpha.row(t).transpose().cast<float>(),
                          warp.beta.row(t).transpose().cast<float>()});
  }
  for (int column = 0; column < width_px_; ++column) {
    for (int row = 0; row < height_px_; ++row) {
      if (warp.mask(row, column) == 0) continue;
      const int triangle = warp.triangle_of_pixel(row, column);
      KIZASHI_CHECK(triangle >= 0 && triangle < warp.triangles.rows(), "a face's pixel lies in a triangle");
      pixels_.push_back({column, row, triangle, static_cast<float>(column) + static_cast<float>(warp.min_x),
                         static_cast<float>(row) + static_cast<float>(warp.min_y)});
    }
  }
}

void PiecewiseCrop::sample(const cv::Mat& gray, const Points2& points_px, Eigen::VectorXf& values) const {
  KIZASHI_CHECK(gray.type() == CV_8UC1, "a grey picture has one channel");
  const cv::Rect rect = region_around(points_px, gray.size());
  const Eigen::Vector2f start(static_cast<float>(rect.x), static_cast<float>(rect.y));
  std::vector<PlaneMap> source_from_crop;
  source_from_crop.reserve(triangles_.size());
  for (const Triangle& triangle : triangles_) {
    CornerPoints corners;
    for (std::size_t i = 0; i < 3; ++i) {
      corners.at(i) = points_px.row(triangle.landmarks[static_cast<Eigen::Index>(i)]).transpose() - start;
    }
    source_from_crop.push_back(map_onto(corners, triangle.alpha, triangle.beta));
  }
  const Region region(gray, rect);
  values.resize(pixel_count());
  for (std::size_t i = 0; i < pixels_.size(); ++i) {
    const Pixel& pixel = pixels_[i];
    const PlaneMap& map = source_from_crop[static_cast<std::size_t>(pixel.triangle)];
    const float x = map.step_x.x() * pixel.x + map.step_y.x() * pixel.y + map.base.x();
    const float y = map.step_x.y() * pixel.x + map.step_y.y() * pixel.y + map.base.y();
    values[static_cast<Eigen::Index>(i)] = region.value_between(x, y);
  }
}

void PiecewiseCrop::place(const Eigen::VectorXf& values, FeatureMaps& picture) const {
  KIZASHI_CHECK(values.size() == pixel_count(), "each pixel of the face has a value");
  picture.reshape(shape());
  for (int row = 0; row < height_px_; ++row) std::fill_n(picture.row(0, row), width_px_, 0.0F);
  for (std::size_t i = 0; i < pixels_.size(); ++i) {
    picture.row(0, pixels_[i].row)[pixels_[i].column] = values[static_cast<Eigen::Index>(i)];
  }
}

}  // namespace kizashi::face::openface
