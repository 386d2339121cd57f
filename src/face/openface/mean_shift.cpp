// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/mean_shift.h"

#include <algorithm>
#include <cmath>

#include "kizashi/base/check.h"

namespace kizashi::face::openface {

namespace {

constexpr double steps_per_px = 10.0;

double gaussian(double distance_px, double sigma_px) {
  return std::exp(-distance_px * distance_px / (2.0 * sigma_px * sigma_px));
}

/// Sums over one map: of what it weighs, and of that times x and y.
struct Moments {
  double mass = 0.0;
  double x = 0.0;
  double y = 0.0;
};

/// A window's side as a constant lets the compiler lay out the sums.
template <int side>
Moments moments_of(const float* map, const float* kernel_x, const float* kernel_y) {
  Moments moments;
  for (int y = 0; y < side; ++y) {
    const float* row = map + y * side;
    float mass = 0.0F;
    float along_x = 0.0F;
    for (int x = 0; x < side; ++x) {
      const float weighed = row[x] * kernel_x[x];
      mass += weighed;
      along_x += weighed * static_cast<float>(x);
    }
    const auto row_mass = static_cast<double>(kernel_y[y] * mass);
    const auto row_along_x = static_cast<double>(kernel_y[y] * along_x);
    moments.mass += row_mass;
    moments.x += row_along_x;
    moments.y += row_mass * y;
  }
  return moments;
}

using MomentsOf = Moments (*)(const float*, const float*, const float*);

MomentsOf moments_for(int window_px) {
  switch (window_px) {
    case 3:
      return moments_of<3>;
    case 5:
      return moments_of<5>;
    case 7:
      return moments_of<7>;
    case 9:
      return moments_of<9>;
    case 11:
      return moments_of<11>;
    default:
      KIZASHI_CHECK(false, "a window of 3, 5, 7, 9 or 11 pixels");
  }
  return nullptr;
}

}  // namespace

KernelTable::KernelTable(int window_px, double sigma_px) : window_px_(window_px), sigma_px_(sigma_px) {
  const int steps = static_cast<int>(steps_per_px) * window_px;
  for (int step = 0; step < steps; ++step) {
    for (int i = 0; i < window_px; ++i) {
      values_.push_back(static_cast<float>(gaussian(i - step / steps_per_px, sigma_px)));
    }
  }
}

double KernelTable::held(double offset_px) const {
  // Said this way round, an offset that is no number is held at the border too.
  return offset_px > 0.0 ? std::min(offset_px, window_px_ - 1.0 / steps_per_px) : 0.0;
}

const float* KernelTable::kernel(double held_offset_px) const {
  return values_.data() + std::lround(held_offset_px * steps_per_px) * window_px_;
}

void find_mean_shifts(const ResponseMaps& maps, const KernelTable& kernels, const Eigen::MatrixX2d& offsets_px,
                      Eigen::MatrixX2d& shifts_px) {
  KIZASHI_CHECK(maps.window_px == kernels.window_px(), "kernels for these maps");
  const MomentsOf moments_of_map = moments_for(maps.window_px);
  for (Eigen::Index i = 0; i < offsets_px.rows(); ++i) {
    shifts_px.row(i).setZero();
    if (!maps.is_visible[static_cast<std::size_t>(i)]) continue;
    const double x = kernels.held(offsets_px(i, 0));
    const double y = kernels.held(offsets_px(i, 1));
    const Moments moments = moments_of_map(maps.values.row(i).data(), kernels.kernel(x), kernels.kernel(y));
    if (moments.mass > 0.0) shifts_px.row(i) << moments.x / moments.mass - x, moments.y / moments.mass - y;
  }
}

double log_likelihood_of(const ResponseMaps& maps, double sigma_px, const Eigen::MatrixX2d& offsets_px) {
  constexpr double least_likelihood = 1e-8;
  const Eigen::Index side = maps.window_px;
  Eigen::VectorXd kernel_x(side);
  Eigen::VectorXd kernel_y(side);
  double sum = 0.0;
  int visible = 0;
  for (Eigen::Index i = 0; i < offsets_px.rows(); ++i) {
    if (!maps.is_visible[static_cast<std::size_t>(i)]) continue;
    for (Eigen::Index k = 0; k < side; ++k) {
      kernel_x[k] = gaussian(static_cast<double>(k) - offsets_px(i, 0), sigma_px);
      kernel_y[k] = gaussian(static_cast<double>(k) - offsets_px(i, 1), sigma_px);
    }
    const Eigen::Map<const RowMajorMatrix> map(maps.values.row(i).data(), side, side);
    sum += std::log(kernel_y.dot(map.cast<double>() * kernel_x) + least_likelihood);
    ++visible;
  }
  return visible == 0 ? std::log(least_likelihood) : sum / visible;
}

}  // namespace kizashi::face::openface
