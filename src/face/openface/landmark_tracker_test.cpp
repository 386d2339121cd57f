// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/landmark_tracker.h"

#include <gtest/gtest.h>

#include "kizashi/face/openface/stage_reference.h"

namespace kizashi::face::openface {
namespace {

// One frame from what the reference had before it, and many frames on end: steps of the kernels' grid add up.
constexpr double frame_tolerance_px = 0.3;
constexpr double clip_tolerance_px = 1.0;
constexpr double confidence_tolerance = 1e-6;

double greatest_distance_px(const Points2& a, const Points2& b) {
  return static_cast<double>((a - b).rowwise().norm().maxCoeff());
}

/// What the tracker had before a frame that it followed without detecting.
FollowedFace state_before(const StageReference& reference) {
  FollowedFace face;
  if (!reference.has("hypotheses")) {
    face.is_initialised = true;
    face.was_found = reference.number("face_fit.scales.0.scale_index") != 0.0;
    face.frames_since_found = face.was_found ? 0 : 1;
    face.fit.face = reference.parameters("face_fit.global_start", "face_fit.local_start");
  }
  return face;
}

class TrackerStages : public testing::TestWithParam<StageFrame> {};
std::vector<StageFrame> frames_with_known_state() {
  auto frames = stage_frames();
  std::erase_if(frames, [](const StageFrame& frame) { return frame.clip == "pf_pexels" && frame.number == 99; });
  return frames;
}
INSTANTIATE_TEST_SUITE_P(FoundFrames, TrackerStages, testing::ValuesIn(frames_with_known_state()));

TEST_P(TrackerStages, LookLeavesWhatTheReferenceLeaves) {
  const auto reference = StageReference::open(GetParam().clip, GetParam().number);
  if (!reference) GTEST_SKIP() << "no ../shared/data/openface-reference";
  LandmarkTracker tracker(prepare_tracker(shared_models()));
  const FrameFit frame = tracker.look(reference->frame_rgb(), state_before(*reference));
  EXPECT_TRUE(frame.is_success);
  EXPECT_TRUE(frame.is_validated);
  EXPECT_NEAR(frame.after.fit.confidence, reference->number("model_confidence"), confidence_tolerance);
  EXPECT_LT(greatest_distance_px(frame.after.fit.points_px, reference->points("final.points")), frame_tolerance_px);
}

TEST(LandmarkTracker, GivesTheSameForTheSameFrameAndStateWhateverCameBetween) {
  const auto reference = StageReference::open("lp_d3", 2);
  if (!reference) GTEST_SKIP() << "no ../shared/data/openface-reference";
  LandmarkTracker tracker(prepare_tracker(shared_models()));
  const FollowedFace before = state_before(*reference);
  const FaceFit first = tracker.look(reference->frame_rgb(), before).after.fit;
  tracker.look(StageReference::open("pf_pexels", 100)->frame_rgb(),
               state_before(*StageReference::open("pf_pexels", 100)));
  const FaceFit second = tracker.look(reference->frame_rgb(), before).after.fit;
  EXPECT_EQ(first.points_px, second.points_px);
  EXPECT_EQ(first.log_likelihood, second.log_likelihood);
}

TEST(LandmarkTracker, LosesAndFindsAFaceInTheFramesInWhichTheReferenceDoes) {
  const auto failed = StageReference::open("pf_pexels", 99);
  if (!failed) GTEST_SKIP() << "no ../shared/data/openface-reference";
  LandmarkTracker tracker(prepare_tracker(shared_models()));
  FollowedFace face;
  int number = 0;
  for (const cv::Mat& rgb : clip_frames("pf_pexels", 100)) {
    const FrameFit frame = tracker.look(rgb, face);
    face = frame.after;
    ++number;
    EXPECT_EQ(frame.is_success, number != 99) << number;
    if (number != 99) continue;
    EXPECT_NEAR(face.fit.confidence, failed->number("model_confidence"), confidence_tolerance);
    EXPECT_LT(greatest_distance_px(face.fit.points_px, failed->points("tracking_attempt.points")), clip_tolerance_px);
  }
}

TEST(LandmarkTracker, SeesNoFaceInAnEmptyPicture) {
  if (!shared_models()) GTEST_SKIP() << "no ../shared/data/openface-models";
  LandmarkTracker tracker(prepare_tracker(shared_models()));
  const FrameFit frame = tracker.look(cv::Mat(240, 320, CV_8UC3, cv::Scalar(90, 90, 90)), {});
  EXPECT_FALSE(frame.is_success);
  EXPECT_FALSE(frame.is_validated);
  EXPECT_FALSE(frame.after.is_initialised);
  EXPECT_EQ(frame.after.frames_since_found, 0);
}

}  // namespace
}  // namespace kizashi::face::openface
