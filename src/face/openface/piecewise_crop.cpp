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
constexpr int steps_per_px = 32;
constexpr float largest_coordinate_px = 1e6F;

using Map = Eigen::Matrix<float, 2, 3>;

/// From alpha and beta, which take destination places, to shares by column and row.
Eigen::Vector3f by_column_and_row(const Eigen::RowVector3d& shares, const PiecewiseWarp& warp) {
  return Eigen::Vector3d(shares[0] + shares[1] * warp.min_x + shares[2] * warp.min_y, shares[1], shares[2])
      .cast<float>();
}

struct Source {
  const cv::Mat& gray;
  cv::Rect region;

  [[nodiscard]] float at(int x, int y) const {
    const bool is_inside =
        x >= region.x && y >= region.y && x < region.x + region.width && y < region.y + region.height;
    return is_inside ? static_cast<float>(gray.ptr<std::uint8_t>(y)[x]) : 0.0F;
  }
};

/// In thirty-seconds of a pixel; far outside a picture, where nothing is to be seen, at most the largest coordinate.
int grid_place(float place_px) {
  const float place = std::clamp(place_px, -largest_coordinate_px, largest_coordinate_px);
  return static_cast<int>(std::lrint(place * steps_per_px));
}

float value_between(const Source& source, const Eigen::Vector2f& place_px) {
  const int grid_x = grid_place(place_px.x());
  const int grid_y = grid_place(place_px.y());
  const int x = grid_x >> 5;
  const int y = grid_y >> 5;
  const float right = static_cast<float>(grid_x & (steps_per_px - 1)) / steps_per_px;
  const float lower = static_cast<float>(grid_y & (steps_per_px - 1)) / steps_per_px;
  const float above = source.at(x, y) * (1.0F - right) + source.at(x + 1, y) * right;
  const float below = source.at(x, y + 1) * (1.0F - right) + source.at(x + 1, y + 1) * right;
  return above * (1.0F - lower) + below * lower;
}

}  // namespace

cv::Rect region_around(const Points2& points_px, const cv::Size& picture) {
  const auto inside = [](float place, int length) {
    return static_cast<int>(std::clamp(place, 0.0F, static_cast<float>(length)));
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
    triangles_.push_back({warp.triangles.row(t).transpose(), by_column_and_row(warp.alpha.row(t), warp),
                          by_column_and_row(warp.beta.row(t), warp)});
  }
  for (int column = 0; column < width_px_; ++column) {
    for (int row = 0; row < height_px_; ++row) {
      if (warp.mask(row, column) == 0) continue;
      const int triangle = warp.triangle_of_pixel(row, column);
      KIZASHI_CHECK(triangle >= 0 && triangle < warp.triangles.rows(), "a face's pixel lies in a triangle");
      pixels_.push_back({column, row, triangle});
    }
  }
}

void PiecewiseCrop::sample(const cv::Mat& gray, const Points2& points_px, Eigen::VectorXf& values) const {
  KIZASHI_CHECK(gray.type() == CV_8UC1, "a grey picture has one channel");
  std::vector<Map> source_from_crop;
  source_from_crop.reserve(triangles_.size());
  for (const Triangle& triangle : triangles_) {
    const Eigen::Vector2f corner = points_px.row(triangle.landmarks[0]).transpose();
    const Eigen::Vector2f first = points_px.row(triangle.landmarks[1]).transpose() - corner;
    const Eigen::Vector2f second = points_px.row(triangle.landmarks[2]).transpose() - corner;
    Map map = first * triangle.first.transpose() + second * triangle.second.transpose();
    map.col(0) += corner;
    source_from_crop.push_back(map);
  }
  const Source source{gray, region_around(points_px, gray.size())};
  values.resize(pixel_count());
  for (std::size_t i = 0; i < pixels_.size(); ++i) {
    const Pixel& pixel = pixels_[i];
    const Map& map = source_from_crop[static_cast<std::size_t>(pixel.triangle)];
    const Eigen::Vector2f place_px =
        map * Eigen::Vector3f(1.0F, static_cast<float>(pixel.column), static_cast<float>(pixel.row));
    values[static_cast<Eigen::Index>(i)] = value_between(source, place_px);
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
