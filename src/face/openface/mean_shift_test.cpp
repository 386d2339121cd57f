// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/mean_shift.h"

#include <gtest/gtest.h>

#include <cmath>

#include "kizashi/face/openface/stage_reference.h"

namespace kizashi::face::openface {
namespace {

/// Two maps: a Gaussian bump of the width of the kernels, and one that is not visible.
ResponseMaps bump(int window_px, double x, double y, double sigma_px) {
  ResponseMaps maps{window_px, RowMajorMatrix::Zero(2, window_px * window_px), {true, false}};
  for (int row = 0; row < window_px; ++row) {
    for (int column = 0; column < window_px; ++column) {
      const double squared = (column - x) * (column - x) + (row - y) * (row - y);
      maps.values(0, row * window_px + column) = static_cast<float>(std::exp(-squared / (2 * sigma_px * sigma_px)));
    }
  }
  return maps;
}

TEST(FindMeanShifts, GoesToTheTopOfABumpAndLeavesUnseenLandmarks) {
  const ResponseMaps maps = bump(11, 4.6, 6.3, 0.7);
  const KernelTable kernels(11, 1.5);
  Eigen::MatrixX2d offsets_px{{3.0, 7.0}, {5.0, 5.0}};
  Eigen::MatrixX2d shifts_px(2, 2);
  for (int i = 0; i < 20; ++i) {
    find_mean_shifts(maps, kernels, offsets_px, shifts_px);
    offsets_px += shifts_px;
  }
  constexpr double tolerance_px = 0.02;
  EXPECT_NEAR(offsets_px(0, 0), 4.6, tolerance_px);
  EXPECT_NEAR(offsets_px(0, 1), 6.3, tolerance_px);
  EXPECT_EQ(offsets_px.row(1), Eigen::RowVector2d(5.0, 5.0));
}

TEST(FindMeanShifts, HoldsPlacesOutsideTheMapAtItsBorder) {
  const ResponseMaps maps = bump(7, 3.0, 3.0, 1.0);
  const KernelTable kernels(7, 1.5);
  Eigen::MatrixX2d shifts_px(2, 2);
  Eigen::MatrixX2d held_shifts_px(2, 2);
  find_mean_shifts(maps, kernels, Eigen::MatrixX2d{{-4.0, 9.0}, {0.0, 0.0}}, shifts_px);
  find_mean_shifts(maps, kernels, Eigen::MatrixX2d{{0.0, 6.9}, {0.0, 0.0}}, held_shifts_px);
  EXPECT_EQ(shifts_px, held_shifts_px);
  EXPECT_GT(shifts_px(0, 0), 1.0);
  EXPECT_LT(shifts_px(0, 1), -1.0);
}

TEST(LogLikelihood, IsHighestOnTheTopOfABump) {
  const ResponseMaps maps = bump(9, 4.0, 4.0, 1.0);
  const double at_top = log_likelihood_of(maps, 1.5, Eigen::MatrixX2d{{4.0, 4.0}, {0.0, 0.0}});
  EXPECT_GT(at_top, log_likelihood_of(maps, 1.5, Eigen::MatrixX2d{{4.5, 4.0}, {4.0, 4.0}}));
  // Two Gaussians' product, summed over both axes: 2 pi / (1 / 1.5^2 + 1 / 1.0^2).
  constexpr double pi = 3.14159265358979;
  EXPECT_NEAR(at_top, std::log(2.0 * pi / (1.0 / 2.25 + 1.0)), 1e-3);
}

/// Compares shifts of the landmarks whose maps the reference holds.
void compare_scale(const StageReference& reference, const std::string& scale, const std::string& array) {
  const NumpyArray stored = reference.array(array);
  const Eigen::VectorXd landmarks = reference.numbers(scale + ".map_points");
  const int window_px = stored.shape.at(1);
  ResponseMaps maps{window_px, RowMajorMatrix(landmarks.size(), window_px * window_px), {}};
  maps.is_visible.assign(static_cast<std::size_t>(landmarks.size()), true);
  for (Eigen::Index i = 0; i < maps.values.size(); ++i) {
    maps.values.data()[i] = static_cast<float>(stored.values[static_cast<std::size_t>(i)]);
  }
  for (const char* phase : {".rigid", ".full"}) {
    const Eigen::MatrixXd offsets = reference.rows(scale + phase + ".first_offset_in_window");
    const Eigen::MatrixXd expected = reference.rows(scale + phase + ".first_mean_shift_window");
    const KernelTable kernels(window_px, reference.number(scale + phase + ".sigma"));
    Eigen::MatrixX2d shifts_px(landmarks.size(), 2);
    const auto rows = landmarks.cast<Eigen::Index>().eval();
    find_mean_shifts(maps, kernels, offsets(rows, Eigen::all), shifts_px);
    for (Eigen::Index i = 0; i < rows.size(); ++i) {
      constexpr double tolerance_px = 1e-5;
      if (maps.values.row(i).isZero()) continue;  // not visible in this view
      EXPECT_LT((shifts_px.row(i) - expected.row(rows[i])).cwiseAbs().maxCoeff(), tolerance_px) << scale << phase;
    }
  }
}

class MeanShiftStages : public testing::TestWithParam<StageFrame> {};
INSTANTIATE_TEST_SUITE_P(AllFrames, MeanShiftStages, testing::ValuesIn(stage_frames()));

TEST_P(MeanShiftStages, FirstShiftsAreThoseOfTheReference) {
  const auto reference = StageReference::open(GetParam().clip, GetParam().number);
  if (!reference) GTEST_SKIP() << "no ../shared/data/openface-reference";
  const auto compare_scales = [&](const std::string& scales, const std::string& name) {
    for (std::size_t i = 0; i < reference->size(scales); ++i) {
      const std::string scale = scales + "." + std::to_string(i);
      const int scale_idx = static_cast<int>(reference->number(scale + ".scale_index"));
      compare_scale(*reference, scale, name + "_s" + std::to_string(scale_idx) + "_response");
    }
  };
  compare_scales("face_fit.scales", "face");
  for (const std::string part : {"inner", "left_eye_28", "right_eye_28"}) {
    compare_scales("parts." + part + ".scales", part);
  }
}

}  // namespace
}  // namespace kizashi::face::openface
