// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/face_following.h"

#include <gtest/gtest.h>

#include <string>

namespace kizashi::face::openface {
namespace {

/// Gives the fits that a test lays out, and notes what it was asked for: n, near; f, far; d, detection.
class LaidOutSearch : public FaceSearch {
 public:
  JudgedFit follow(const ShapeParameters& start, SearchRange range) override {
    asked += range == SearchRange::near ? 'n' : 'f';
    last_start = start;
    return followed;
  }
  std::optional<JudgedFit> detect() override {
    asked += 'd';
    return detected;
  }

  JudgedFit followed;
  std::optional<JudgedFit> detected;
  std::string asked;
  ShapeParameters last_start;
};

JudgedFit fit_of(float scale_px_per_mm, double confidence, bool is_valid) {
  JudgedFit judged;
  judged.fit.face.pose.scale_px_per_mm = scale_px_per_mm;
  judged.fit.points_px = Points2::Constant(1, 2, scale_px_per_mm);
  judged.fit.parts = {judged.fit.face};
  judged.fit.log_likelihood = scale_px_per_mm;
  judged.fit.confidence = confidence;
  judged.is_valid = is_valid;
  return judged;
}

/// What was asked for in each of some frames, with a space after each.
std::string asked_in_frames(LaidOutSearch& search, FollowedFace& face, int frames) {
  search.asked.clear();
  for (int i = 0; i < frames; ++i) {
    face = look_at_frame(face, search).after;
    search.asked += ' ';
  }
  return search.asked;
}

TEST(LookAtFrame, DetectsInTheFirstFrameAndEveryTwelfthUntilThereIsAFace) {
  LaidOutSearch search;
  FollowedFace face;
  EXPECT_EQ(asked_in_frames(search, face, 26), "d            d            d  ");
  search.detected = fit_of(1.0F, 0.98, true);
  search.followed = fit_of(2.0F, 0.98, true);
  EXPECT_EQ(asked_in_frames(search, face, 13), "          d n n ");
}

TEST(LookAtFrame, FollowsAFaceNearItsLastPlace) {
  LaidOutSearch search;
  FollowedFace face;
  search.detected = fit_of(1.0F, 0.98, true);
  search.followed = fit_of(2.0F, 0.98, true);
  EXPECT_EQ(asked_in_frames(search, face, 4), "d n n n ");
  EXPECT_EQ(search.last_start.pose.scale_px_per_mm, 2.0F);
  const FrameFit frame = look_at_frame(face, search);
  EXPECT_TRUE(frame.is_success);
  EXPECT_TRUE(frame.is_validated);
  EXPECT_EQ(frame.after.frames_since_found, 0);
}

TEST(LookAtFrame, ReportsTheFirstDetectionAsASuccessWhateverTheValidatorSays) {
  LaidOutSearch search;
  search.detected = fit_of(1.0F, 0.2, false);
  const FrameFit frame = look_at_frame({}, search);
  EXPECT_TRUE(frame.is_success);
  EXPECT_FALSE(frame.is_validated);
  EXPECT_TRUE(frame.after.is_initialised);
  EXPECT_EQ(frame.after.fit.confidence, 0.2);
}

TEST(LookAtFrame, DetectsInEverySecondFailedFrameAndLooksFarAfterAFailure) {
  LaidOutSearch search;
  FollowedFace face;
  search.detected = fit_of(1.0F, 0.98, true);
  search.followed = fit_of(2.0F, 0.3, false);
  asked_in_frames(search, face, 1);
  search.detected.reset();
  EXPECT_EQ(asked_in_frames(search, face, 5), "nd f fd f fd ");
  search.followed = fit_of(2.0F, 0.9, true);
  EXPECT_EQ(asked_in_frames(search, face, 3), "f n n ");
}

TEST(LookAtFrame, KeepsAValidDetectionAfterAFailure) {
  LaidOutSearch search;
  FollowedFace face;
  search.detected = fit_of(1.0F, 0.98, true);
  search.followed = fit_of(2.0F, 0.3, false);
  asked_in_frames(search, face, 1);
  const FrameFit frame = look_at_frame(face, search);
  EXPECT_TRUE(frame.is_success);
  EXPECT_EQ(frame.after.fit.face.pose.scale_px_per_mm, 1.0F);
  EXPECT_EQ(frame.after.frames_since_found, 0);
}

TEST(LookAtFrame, KeepsTheFollowedFaceButTheRejectedPartsAndConfidence) {
  LaidOutSearch search;
  FollowedFace face;
  search.detected = fit_of(1.0F, 0.98, true);
  asked_in_frames(search, face, 1);
  search.followed = fit_of(2.0F, 0.6, false);
  search.detected = fit_of(3.0F, 0.1, false);
  const FrameFit frame = look_at_frame(face, search);
  EXPECT_FALSE(frame.is_success);
  EXPECT_FALSE(frame.is_validated);
  EXPECT_EQ(frame.after.fit.face.pose.scale_px_per_mm, 2.0F);
  EXPECT_EQ(frame.after.fit.points_px(0, 0), 2.0F);
  EXPECT_EQ(frame.after.fit.log_likelihood, 2.0);
  EXPECT_EQ(frame.after.fit.confidence, 0.1);
  EXPECT_EQ(frame.after.fit.parts[0].pose.scale_px_per_mm, 3.0F);
}

TEST(LookAtFrame, GivesAFaceUpAfterAHundredFailures) {
  LaidOutSearch search;
  FollowedFace face;
  search.detected = fit_of(1.0F, 0.98, true);
  asked_in_frames(search, face, 1);
  search.detected.reset();
  search.followed = fit_of(2.0F, 0.3, false);
  asked_in_frames(search, face, 100);
  EXPECT_TRUE(face.is_initialised);
  asked_in_frames(search, face, 1);
  EXPECT_FALSE(face.is_initialised);
  // 101 failures: the twelfth frames are counted from the beginning.
  EXPECT_EQ(asked_in_frames(search, face, 8), "      d  ");
}

}  // namespace
}  // namespace kizashi::face::openface
