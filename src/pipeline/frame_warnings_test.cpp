// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/frame_warnings.h"

#include <gmock/gmock.h>

namespace kizashi::pipeline {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr observation::FaceQuality fine{200.0, 100.0, 120.0, 0.1, 0.0};

std::vector<std::string> warnings_with(double observation::FaceQuality::*measure, double value) {
  observation::FaceQuality quality = fine;
  quality.*measure = value;
  return warnings_of(quality, {});
}

TEST(FrameWarnings, AreSilentOfAGoodFace) { EXPECT_THAT(warnings_of(fine, {}), IsEmpty()); }

TEST(FrameWarnings, NameWhatLiesBeyondTheLimitsOfTheVerdict) {
  const series::QualityLimits limits;
  using Quality = observation::FaceQuality;
  EXPECT_THAT(warnings_with(&Quality::face_height_px, limits.least_face_height_px - 1), ElementsAre("small face"));
  EXPECT_THAT(warnings_with(&Quality::brightness, limits.least_brightness - 1), ElementsAre("dark"));
  EXPECT_THAT(warnings_with(&Quality::brightness, limits.most_brightness + 1), ElementsAre("overexposed"));
  EXPECT_THAT(warnings_with(&Quality::side_light, -limits.most_side_light - 0.1), ElementsAre("lit from one side"));
  EXPECT_THAT(warnings_with(&Quality::sharpness, limits.least_sharpness - 1), ElementsAre("blurred"));
  EXPECT_THAT(warnings_with(&Quality::frontal_angle_rad, limits.turned_angle_rad + 0.1), ElementsAre("turned away"));
}

TEST(FrameWarnings, StandTogetherWhereSeveralHold) {
  EXPECT_THAT(warnings_of({60.0, 5.0, 20.0, 0.1, 0.0}, {}), ElementsAre("small face", "dark", "blurred"));
}

}  // namespace
}  // namespace kizashi::pipeline
