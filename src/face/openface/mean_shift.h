// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <array>
#include <vector>

#include "kizashi/face/openface/response_maps.h"

namespace kizashi::face::openface {

/// Sides of the response maps that the sums over them are made for.
inline constexpr std::array supported_windows_px{3, 5, 7, 9, 11};

/// Gaussian kernels round each place of a window, to a tenth of a pixel. The kernel of two dimensions is the product of
/// two of them.
class KernelTable {
 public:
  KernelTable(int window_px, double sigma_px);

  [[nodiscard]] int window_px() const { return window_px_; }
  [[nodiscard]] double sigma_px() const { return sigma_px_; }
  /// A place held in the window, 0 to window_px - 0.1.
  [[nodiscard]] double held(double offset_px) const;
  /// exp(-(i - offset)^2 / (2 sigma^2)) for i = 0 ... window_px - 1.
  [[nodiscard]] const float* kernel(double held_offset_px) const;

 private:
  int window_px_;
  double sigma_px_;
  std::vector<float> values_;
};

/// For each visible landmark the way from its place in its map to the mean of the map, weighted by a Gaussian round
/// that place (Saragih, Lucey & Cohn 2011, International Journal of Computer Vision 91, equation 20); 0 for the others.
void find_mean_shifts(const ResponseMaps& maps, const KernelTable& kernels, const Eigen::MatrixX2d& offsets_px,
                      Eigen::MatrixX2d& shifts_px);

/// Mean over the visible landmarks of the logarithm of the map's sum, weighted by a Gaussian round the landmark's
/// place.
double log_likelihood_of(const ResponseMaps& maps, double sigma_px, const Eigen::MatrixX2d& offsets_px);

}  // namespace kizashi::face::openface
