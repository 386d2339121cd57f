// SPDX-License-Identifier: Apache-2.0
#include "kizashi/series/clip_quality.h"

#include <gmock/gmock.h>

namespace kizashi::series {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr double frame_s = 0.04;
constexpr double bin_width = 0.001;
constexpr observation::FaceQuality fine{300.0, 200.0, 128.0, 0.1, 0.05};
const FrameIntervalReport even;

/// A clip at 25 frames a second whose picture moves.
class Clip {
 public:
  Clip& show(int frames, const observation::FaceQuality& quality) {
    observation::FaceObservation face;
    face.points_px.fill(Eigen::Vector2f::Zero());
    face.quality = quality;
    return add(frames, {face});
  }
  Clip& show_nobody(int frames) { return add(frames, {}); }
  Clip& with_others(int others) {
    others_ = others;
    return *this;
  }
  Clip& with_change(double picture_change) {
    picture_change_ = picture_change;
    return *this;
  }

  Clip& with_speaking_speed(double speed_mm_per_s) {
    speaking_speed_mm_per_s_ = speed_mm_per_s;
    return *this;
  }

  [[nodiscard]] QualityReport report(const StreamDamage& damage = {}) const {
    return collector_.report(damage, even, speaking_speed_mm_per_s_);
  }

 private:
  Clip& add(int frames, const std::vector<observation::FaceObservation>& faces) {
    for (int i = 0; i < frames; ++i, ++frame_idx_) {
      observation::FrameObservation frame{frame_idx_, static_cast<double>(frame_idx_) * frame_s, faces};
      if (frame_idx_ % 2 == 0) frame.faces_in_picture = static_cast<int>(faces.size()) + others_;
      if (frame_idx_ > 0) frame.picture_change = picture_change_;
      collector_.add(frame);
    }
    return *this;
  }

  QualityCollector collector_;
  std::int64_t frame_idx_ = 0;
  int others_ = 0;
  double picture_change_ = 2.0;
  std::optional<double> speaking_speed_mm_per_s_;
};

TEST(ClipQuality, AFineClipIsGoodForNoReason) {
  const auto report = Clip().show(100, fine).report();
  EXPECT_EQ(report.verdict, "good");
  EXPECT_THAT(report.reasons, IsEmpty());
  EXPECT_DOUBLE_EQ(report.tracked_share.value(), 1.0);
}

TEST(ClipQuality, EveryWeaknessOfTheFaceIsNamed) {
  EXPECT_THAT(Clip().show(100, {80.0, 5.0, 20.0, 0.9, 0.5}).report().reasons,
              ElementsAre("small-face", "dark", "side-lit", "blurred", "turned-away"));
  EXPECT_THAT(Clip().show(100, {300.0, 200.0, 240.0, 0.1, -0.5}).report().reasons,
              ElementsAre("overexposed", "side-lit"));
  EXPECT_THAT(Clip().show(1, fine).report().reasons, ElementsAre("few-frames"));
}

TEST(ClipQuality, AFaceThatTurnsAwayForAQuarterOfTheTimeIsSeenThoughTheMedianIsFrontal) {
  const auto report = Clip().show(75, fine).show(25, {300.0, 200.0, 128.0, 0.7, 0.0}).report();
  EXPECT_THAT(report.reasons, ElementsAre("turned-away"));
  EXPECT_DOUBLE_EQ(report.turned_share.value(), 0.25);
  EXPECT_NEAR(report.median_frontal_angle_rad.value(), 0.1, bin_width);
}

TEST(ClipQuality, AVoiceWithoutAMovingMouthIsNamed) {
  EXPECT_THAT(Clip().show(100, fine).with_speaking_speed(5.0).report().reasons,
              ElementsAre("voice-without-mouth-motion"));
  EXPECT_THAT(Clip().show(100, fine).with_speaking_speed(15.0).report().reasons, IsEmpty());
}

TEST(ClipQuality, OthersCountAsAShareOfTheFramesInWhichTheyWereLookedFor) {
  const auto report = Clip().show(80, fine).with_others(1).show(20, fine).report();
  EXPECT_THAT(report.reasons, ElementsAre("several-faces"));
  EXPECT_EQ(report.frames_searched_for_others, 50);
  EXPECT_DOUBLE_EQ(report.several_faces_share.value(), 0.2);
  EXPECT_THAT(Clip().show(98, fine).with_others(1).show(2, fine).report().reasons, IsEmpty());
}

TEST(ClipQuality, AGapInTheMiddleIsNotAFaceThatLeaves) {
  const auto gap = Clip().show(190, fine).show_nobody(13).show(197, fine).report();
  EXPECT_THAT(gap.reasons, ElementsAre("long-gap"));
  EXPECT_EQ(gap.gaps.frames, 13);
  EXPECT_THAT(Clip().show(190, fine).show_nobody(13).report().reasons, IsEmpty());
}

TEST(ClipQuality, APictureThatStandsStillIsFrozen) {
  const auto report = Clip().show(87, fine).with_change(0.0).show(13, fine).report();
  EXPECT_THAT(report.reasons, ElementsAre("frozen"));
  EXPECT_NEAR(report.repeats.longest_freeze_s.value(), 13 * frame_s, 1e-9);
}

TEST(ClipQuality, ManyRepeatsAreNamedThoughNoneLasts) {
  Clip clip;
  for (int i = 0; i < 50; ++i) clip.with_change(2.0).show(1, fine).with_change(0.0).show(1, fine);
  EXPECT_THAT(clip.report().reasons, ElementsAre("repeated-frames"));
}

TEST(ClipQuality, AClipWithoutAFaceIsAVerdictNotANumber) {
  const auto report = Clip().show_nobody(100).report();
  EXPECT_EQ(report.verdict, "no-face");
  EXPECT_FALSE(report.median_face_height_px.has_value());
  EXPECT_FALSE(report.turned_share.has_value());
}

TEST(ClipQuality, DamageOfTheStreamIsNamed) {
  EXPECT_THAT(Clip().show(100, fine).report({3, 0, true}).reasons, ElementsAre("corrupt-packets", "ends-early"));
}

}  // namespace
}  // namespace kizashi::series
