// SPDX-License-Identifier: Apache-2.0
#include "kizashi/series/track_gaps.h"

#include <gtest/gtest.h>

#include <string_view>

namespace kizashi::series {
namespace {

constexpr double frame_s = 0.04;
constexpr double tolerance_s = 1e-9;

/// A track at 25 frames a second: x where the face is seen.
GapReport gaps_of(std::string_view track) {
  TrackGaps gaps;
  for (std::size_t i = 0; i < track.size(); ++i) gaps.add(static_cast<double>(i) * frame_s, track[i] == 'x');
  return gaps.report();
}

TEST(TrackGaps, AreCountedWithTheirFramesAndTheLongest) {
  const GapReport report = gaps_of("xx.xxx...xx");
  EXPECT_EQ(report.gaps, 2);
  EXPECT_EQ(report.frames, 4);
  EXPECT_NEAR(report.longest_s, 3 * frame_s, tolerance_s);
}

TEST(TrackGaps, LieBetweenFramesThatShowTheFace) {
  EXPECT_EQ(gaps_of("...xxx....").gaps, 0);
  EXPECT_EQ(gaps_of("...x.x....").frames, 1);
  EXPECT_EQ(gaps_of("......").gaps, 0);
}

}  // namespace
}  // namespace kizashi::series
