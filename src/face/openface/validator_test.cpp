// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/validator.h"

#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/core.hpp>
#include <vector>

#include "kizashi/face/openface/stage_reference.h"

namespace kizashi::face::openface {
namespace {

// A place that rounding moves by one step of the crop's grid changes its pixel by a fraction of a grey level, and the
// outputs by as much as a thousandth.
constexpr double crop_tolerance_levels = 0.16;
constexpr double output_tolerance = 1e-3;
constexpr double confidence_tolerance = 1e-7;

double largest_difference(const FeatureMaps& picture, const NumpyArray& expected) {
  Eigen::VectorXf values(static_cast<Eigen::Index>(expected.values.size()));
  picture.copy_to(values);
  const Eigen::Map<const Eigen::VectorXd> reference(expected.values.data(), values.size());
  return (values.cast<double>() - reference).cwiseAbs().maxCoeff();
}

TEST(Validator, JudgesAsOpenFaceDoes) {
  const auto models = shared_models();
  if (!models) GTEST_SKIP() << "no model folder";
  Validator validator(models->validator);
  for (const StageFrame& frame : stage_frames()) {
    const auto reference = StageReference::open(frame.clip, frame.number);
    ASSERT_TRUE(reference);
    const Eigen::Vector3f angles_rad = reference->numbers("final.global").segment<3>(1).cast<float>();
    const Verdict verdict = validator.judge(reference->frame_gray(), reference->points("final.points"), angles_rad);
    EXPECT_EQ(verdict.view_idx, reference->number("validator.view"));
    EXPECT_NEAR(verdict.confidence, reference->number("validator.confidence"), confidence_tolerance);
    const Eigen::VectorXd outputs = reference->numbers("validator.logits");
    ASSERT_EQ(verdict.outputs.size(), outputs.size());
    EXPECT_LE((verdict.outputs.cast<double>() - outputs).cwiseAbs().maxCoeff(), output_tolerance);
  }
}

TEST(PiecewiseCrop, ShowsWhatOpenFacesShows) {
  const auto models = shared_models();
  if (!models) GTEST_SKIP() << "no model folder";
  for (const StageFrame& frame : stage_frames()) {
    const auto reference = StageReference::open(frame.clip, frame.number);
    ASSERT_TRUE(reference);
    const cv::Mat gray = reference->frame_gray();
    const Points2 points_px = reference->points("final.points");
    const cv::Rect region = region_around(points_px, gray.size());
    EXPECT_EQ(Eigen::Vector4d(region.x, region.y, region.br().x, region.br().y),
              Eigen::Vector4d(reference->numbers("validator.roi_min_max")));
    const auto view_idx = static_cast<std::size_t>(reference->number("validator.view"));
    const PiecewiseCrop crop(models->validator.views.at(view_idx).warp);
    Eigen::VectorXf values;
    FeatureMaps picture;
    crop.sample(gray, points_px, values);
    crop.place(values, picture);
    EXPECT_LE(largest_difference(picture, reference->array("validator_crop")), crop_tolerance_levels);
  }
}

}  // namespace
}  // namespace kizashi::face::openface
