// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/face_candidates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace kizashi::face::openface {
namespace {

using testing::ElementsAre;

FaceCandidate at(float x, float y, float width, float height, float score) {
  return {{x, y, width, height, score}, Eigen::Vector4f::Zero()};
}

std::vector<float> x_of(const std::vector<FaceCandidate>& candidates) {
  std::vector<float> result;
  result.reserve(candidates.size());
  for (const FaceCandidate& candidate : candidates) result.push_back(candidate.box.x);
  return result;
}

TEST(WithoutOverlaps, KeepsTheBestOfBoxesThatShareMoreThanThePart) {
  // 10 x 10 boxes that lie 3 apart share 70 of 130 pixels; 4 apart, 60 of 140.
  const std::vector<FaceCandidate> candidates = {at(0, 0, 10, 10, 0.8F), at(3, 0, 10, 10, 0.9F),
                                                 at(7, 0, 10, 10, 0.7F)};
  EXPECT_THAT(x_of(without_overlaps(candidates, 0.5F, Overlap::of_union)), ElementsAre(3, 7));
  EXPECT_THAT(x_of(without_overlaps(candidates, 0.6F, Overlap::of_union)), ElementsAre(3, 0, 7));
}

TEST(WithoutOverlaps, KeepsABoxThatSharesJustThePart) {
  // 5 apart, boxes of 10 x 10 share a third of what either covers and a half of each.
  const std::vector<FaceCandidate> candidates = {at(0, 0, 10, 10, 0.8F), at(5, 0, 10, 10, 0.9F)};
  EXPECT_THAT(x_of(without_overlaps(candidates, 0.5F, Overlap::of_smaller_area)), ElementsAre(5, 0));
  EXPECT_THAT(x_of(without_overlaps(candidates, 0.49F, Overlap::of_smaller_area)), ElementsAre(5));
}

TEST(WithoutOverlaps, ABoxInsideALargerOneSharesAllOfTheSmallerArea) {
  const std::vector<FaceCandidate> candidates = {at(0, 0, 100, 100, 0.9F), at(40, 40, 10, 10, 0.8F)};
  EXPECT_THAT(x_of(without_overlaps(candidates, 0.7F, Overlap::of_union)), ElementsAre(0, 40));
  EXPECT_THAT(x_of(without_overlaps(candidates, 0.7F, Overlap::of_smaller_area)), ElementsAre(0));
}

TEST(WithoutOverlaps, TakesTheLaterOfEqualScores) {
  const std::vector<FaceCandidate> candidates = {at(0, 0, 10, 10, 0.9F), at(1, 0, 10, 10, 0.9F),
                                                 at(50, 0, 10, 10, 0.9F)};
  EXPECT_THAT(x_of(without_overlaps(candidates, 0.5F, Overlap::of_union)), ElementsAre(50, 1));
}

TEST(WithoutOverlaps, LooksAtWholePixelsAndKeepsTheRest) {
  // Rounded they lie 3 apart, which is too near; as they are, 3.89 apart, which is not.
  const std::vector<FaceCandidate> candidates = {at(-0.4F, 0, 10, 10, 0.9F), at(3.49F, 0, 10, 10, 0.8F)};
  EXPECT_THAT(x_of(without_overlaps(candidates, 0.53F, Overlap::of_union)), ElementsAre(-0.4F));
}

TEST(WithoutOverlaps, OfNothingIsNothing) { EXPECT_TRUE(without_overlaps({}, 0.5F, Overlap::of_union).empty()); }

TEST(Corrected, MovesTheCornersBySharesOfTheBox) {
  const FaceCandidate candidate{{10, 20, 100, 200, 0.5F}, {0.125F, -0.125F, 0.25F, 0.5F}};
  const FaceBox box = corrected(candidate, 0.0F);
  EXPECT_FLOAT_EQ(box.x, 22.5F);
  EXPECT_FLOAT_EQ(box.y, -5);
  EXPECT_FLOAT_EQ(box.width, 112.5F);
  EXPECT_FLOAT_EQ(box.height, 325);
  EXPECT_FLOAT_EQ(box.score, 0.5F);
}

TEST(Corrected, MayTakeTheBoxForAPixelLarger) {
  const FaceBox box = corrected({{10, 20, 99, 199, 0.5F}, {0.1F, 0, 0, 0.5F}}, 1.0F);
  EXPECT_FLOAT_EQ(box.x, 20);
  EXPECT_FLOAT_EQ(box.width, 90);
  EXPECT_FLOAT_EQ(box.height, 300);
}

TEST(Squared, KeepsTheCentreAndCutsTowardsZero) {
  const FaceBox box = squared({-10.2F, 7.9F, 20.8F, 31.6F, 0.5F});
  EXPECT_EQ(box.x, -15);  // -10.2 + 10.4 - 15.8
  EXPECT_EQ(box.y, 7);
  EXPECT_EQ(box.width, 31);
  EXPECT_EQ(box.height, 31);
}

}  // namespace
}  // namespace kizashi::face::openface
