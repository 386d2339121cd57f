// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/face_fitter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "kizashi/face/openface/shape_projection.h"
#include "kizashi/face/openface/stage_reference.h"

namespace kizashi::face::openface {
namespace {

TEST(Likeliest, IsTheUsableFitOfTheHighestLikelihood) {
  std::vector<ModelFit> fits(4);
  fits[0] = {{}, -1.0, true};
  fits[1] = {{}, 0.5, true};
  fits[2] = {{}, 0.4, true};
  fits[3] = {{}, 0.9, false};
  EXPECT_EQ(&likeliest(fits), &fits[1]);
}

double greatest_distance_px(const Points2& a, const Points2& b) {
  return static_cast<double>((a - b).rowwise().norm().maxCoeff());
}

/// Fits one scale of a model from each start that the reference stores, and gathers how far the landmarks come to lie
/// from the reference's.
class ScaleComparison {
 public:
  ScaleComparison(const LandmarkModel& model, const ModelFitterOptions& options, std::vector<int> windows_px)
      : model_(model), windows_px_(std::move(windows_px)), fitter_(model, options), work_(fitter_.shape()) {}

  void compare(const StageReference& reference, const cv::Mat& gray, const std::string& scales_path) {
    for (std::size_t i = 0; i < reference.size(scales_path); ++i) {
      const std::string path = scales_path + "." + std::to_string(i);
      const auto scale_idx = static_cast<std::size_t>(reference.number(path + ".scale_index"));
      std::vector<int> windows_px(windows_px_.size(), 0);
      windows_px[scale_idx] = windows_px_[scale_idx];
      const auto start = reference.parameters(path + ".global_before", path + ".local_before");
      const auto expected = reference.parameters(path + ".full.global_after", path + ".full.local_after");
      const ModelFit fit = fitter_.fit(gray, start, windows_px, work_);
      EXPECT_TRUE(fit.is_usable);
      distances_px_.push_back(
          greatest_distance_px(project(model_.shape, fit.parameters), project(model_.shape, expected)));
    }
  }

  [[nodiscard]] double quantile_px(double share) {
    std::sort(distances_px_.begin(), distances_px_.end());
    return distances_px_.at(static_cast<std::size_t>(share * static_cast<double>(distances_px_.size() - 1)));
  }

 private:
  const LandmarkModel& model_;
  std::vector<int> windows_px_;
  ModelFitter fitter_;
  FitWorkspace work_;
  std::vector<double> distances_px_;
};

// Kernels lie on a grid of a tenth of a pixel and patches on one of 1/32: a place within a rounding error of a step's
// edge falls to either side of it and shifts its landmark by some hundredths of a pixel. So nearly all fits must agree
// to what float arithmetic loses, and the rest to such a step.
constexpr double rounding_px = 3e-3;
constexpr double step_px = 0.1;
constexpr double share_without_steps = 0.85;

TEST(FaceFitterStages, EachScaleFromItsStoredStartEndsWhereTheReferenceDoes) {
  if (!StageReference::open("lp_d3", 1)) GTEST_SKIP() << "no ../shared/data/openface-reference";
  const Models& models = *shared_models();
  ScaleComparison whole(models.face, whole_face_options(), {11, 9, 7});
  ScaleComparison inner(models.parts[0].model, part_options(models.parts[0]), {9});
  ScaleComparison left(models.parts[1].model, part_options(models.parts[1]), {3, 5});
  ScaleComparison right(models.parts[2].model, part_options(models.parts[2]), {3, 5});
  for (const StageFrame& frame : stage_frames()) {
    const auto reference = StageReference::open(frame.clip, frame.number);
    const cv::Mat gray = reference->frame_gray();
    whole.compare(*reference, gray, "face_fit.scales");
    inner.compare(*reference, gray, "parts.inner.scales");
    left.compare(*reference, gray, "parts.left_eye_28.scales");
    right.compare(*reference, gray, "parts.right_eye_28.scales");
  }
  for (ScaleComparison* comparison : {&whole, &inner, &left, &right}) {
    EXPECT_LT(comparison->quantile_px(share_without_steps), rounding_px);
    EXPECT_LT(comparison->quantile_px(1.0), step_px);
  }
}

class FaceFitStages : public testing::TestWithParam<StageFrame> {};
INSTANTIATE_TEST_SUITE_P(AllFrames, FaceFitStages, testing::ValuesIn(stage_frames()));

// A whole fit passes three scales, three parts and the fit to both; steps add up.
constexpr double whole_fit_px = 0.3;
constexpr double likelihood_tolerance = 2e-3;

TEST_P(FaceFitStages, LandmarksAndLikelihoodAreThoseOfTheReference) {
  const auto reference = StageReference::open(GetParam().clip, GetParam().number);
  if (!reference) GTEST_SKIP() << "no ../shared/data/openface-reference";
  const FaceFitter fitter(shared_models());
  FaceWorkspace work = fitter.make_workspace();
  const cv::Mat gray = reference->frame_gray();
  const bool is_far = reference->number("face_fit.scales.0.scale_index") == 0.0;
  const auto start = reference->parameters("face_fit.global_start", "face_fit.local_start");
  const ModelFit whole = fitter.fit_whole(gray, start, is_far ? SearchRange::far : SearchRange::near, work);
  EXPECT_LT(greatest_distance_px(project(shared_models()->face.shape, whole.parameters),
                                 reference->points("face_fit.points_after_fit")),
            whole_fit_px);
  EXPECT_NEAR(whole.log_likelihood, reference->number("face_fit.log_likelihood"), likelihood_tolerance);
  const FaceFit fit = fitter.refine(gray, whole, work);
  EXPECT_LT(greatest_distance_px(fit.points_px, reference->points("final.points")), whole_fit_px);
  ASSERT_EQ(fit.parts.size(), shared_models()->parts.size());
  for (std::size_t i = 0; i < fit.parts.size(); ++i) {
    const PartModel& part = shared_models()->parts[i];
    EXPECT_LT(greatest_distance_px(project(part.model.shape, fit.parts[i]),
                                   reference->points("parts." + part.name + ".points_final")),
              whole_fit_px);
  }
}

TEST(FaceFitterStages, StartsInTheBoxEndAsLikelyAsTheReferences) {
  if (!StageReference::open("lp_d3", 1)) GTEST_SKIP() << "no ../shared/data/openface-reference";
  const FaceFitter fitter(shared_models());
  FaceWorkspace work = fitter.make_workspace();
  int compared = 0;
  for (const StageFrame& frame : stage_frames()) {
    const auto reference = StageReference::open(frame.clip, frame.number);
    if (!reference->has("hypotheses")) continue;
    const Eigen::VectorXf box = reference->numbers("detector.chosen_box").cast<float>();
    const auto fits = fitter.fit_in_box(reference->frame_gray(), {box[0], box[1], box[2], box[3], 1.0F}, work);
    ASSERT_EQ(fits.size(), reference->size("hypotheses"));
    for (std::size_t i = 0; i < fits.size(); ++i, ++compared) {
      SCOPED_TRACE(frame.clip + " " + std::to_string(frame.number) + " " + std::to_string(i));
      // Of a start that ends on no face, last bits decide where it ends; all that counts is that it does not win.
      constexpr double on_no_face = -2.0;
      const double expected = reference->number("hypotheses." + std::to_string(i) + ".log_likelihood");
      if (expected < on_no_face) {
        EXPECT_LT(fits[i].log_likelihood, on_no_face);
      } else {
        EXPECT_NEAR(fits[i].log_likelihood, expected, likelihood_tolerance);
      }
    }
    EXPECT_EQ(&likeliest(fits) - fits.data(), reference->number("winner"));
  }
  EXPECT_EQ(compared, 44);
}

}  // namespace
}  // namespace kizashi::face::openface
