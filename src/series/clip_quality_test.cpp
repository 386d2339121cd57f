// SPDX-License-Identifier: Apache-2.0
#include "kizashi/series/clip_quality.h"

#include <gmock/gmock.h>

namespace kizashi::series {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

observation::FrameObservation frame_with(std::size_t faces, const observation::FaceQuality& quality) {
  observation::FaceObservation face;
  face.quality = quality;
  return {0, 0.0, std::vector<observation::FaceObservation>(faces, face)};
}

constexpr observation::FaceQuality fine{300.0, 200.0, 128.0, 0.1};
const FrameIntervalReport even;

QualityReport report_of(int frames, std::size_t faces, const observation::FaceQuality& quality) {
  QualityCollector collector;
  for (int i = 0; i < frames; ++i) collector.add(frame_with(faces, quality));
  return collector.report({}, {}, even);
}

TEST(ClipQuality, AFineClipIsGoodForNoReason) {
  const auto report = report_of(100, 1, fine);
  EXPECT_EQ(report.verdict, "good");
  EXPECT_THAT(report.reasons, IsEmpty());
  EXPECT_DOUBLE_EQ(report.tracked_share.value(), 1.0);
}

TEST(ClipQuality, EveryWeaknessIsNamed) {
  EXPECT_THAT(report_of(100, 1, {80.0, 5.0, 20.0, 0.9}).reasons,
              ElementsAre("small-face", "dark", "blurred", "turned-away"));
  EXPECT_THAT(report_of(100, 2, fine).reasons, ElementsAre("several-faces"));
  EXPECT_THAT(report_of(1, 1, fine).reasons, ElementsAre("few-frames"));
}

TEST(ClipQuality, AClipWithoutAFaceIsAVerdictNotANumber) {
  const auto report = report_of(100, 0, fine);
  EXPECT_EQ(report.verdict, "no-face");
  EXPECT_FALSE(report.median_face_height_px.has_value());
}

TEST(ClipQuality, DamageOfTheStreamIsNamed) {
  QualityCollector collector;
  for (int i = 0; i < 100; ++i) collector.add(frame_with(1, fine));
  EXPECT_THAT(collector.report({}, {3, 0, true}, even).reasons, ElementsAre("corrupt-packets", "ends-early"));
}

}  // namespace
}  // namespace kizashi::series
