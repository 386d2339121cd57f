// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/picture_change.h"

#include <gtest/gtest.h>

namespace kizashi::media {
namespace {

cv::Mat grey(int level) { return {128, 128, CV_8UC3, cv::Scalar::all(level)}; }

TEST(PictureChange, IsUnknownForTheFirstPictureAndZeroForARepeat) {
  PictureChange change;
  EXPECT_FALSE(change.add(grey(90)).has_value());
  EXPECT_DOUBLE_EQ(change.add(grey(90)).value(), 0.0);
}

TEST(PictureChange, IsInGreyLevelsWhicheverWayTheyChange) {
  PictureChange change;
  change.add(grey(90));
  EXPECT_DOUBLE_EQ(change.add(grey(93)).value(), 3.0);
  EXPECT_DOUBLE_EQ(change.add(grey(89)).value(), 4.0);
}

TEST(PictureChange, IsThatOfTheTileThatChangesMost) {
  PictureChange change;
  change.add(grey(90));
  cv::Mat moved = grey(90);
  // A quarter of a tile of 8 by 8 of these pixels.
  moved(cv::Rect(48, 64, 4, 4)).setTo(cv::Scalar::all(110));
  EXPECT_DOUBLE_EQ(change.add(moved).value(), 5.0);
}

TEST(PictureChange, ComparesPicturesOfAnySizes) {
  PictureChange change;
  change.add(grey(90));
  EXPECT_DOUBLE_EQ(change.add(cv::Mat(1, 1, CV_8UC3, cv::Scalar::all(90))).value(), 0.0);
}

}  // namespace
}  // namespace kizashi::media
