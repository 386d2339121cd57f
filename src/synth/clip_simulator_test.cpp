// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/clip_simulator.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "kizashi/base/check.h"
#include "kizashi/face/mesh/test_models.h"
#include "kizashi/media/video_reader.h"
#include "kizashi/synth/neutral_mouth.h"
#include "kizashi/synth/test_face.h"

namespace kizashi::synth {
namespace {

MovementScript script_of(std::vector<Movement> movements, int size_px = test_face_side_px) {
  MovementScript script;
  script.size_px = size_px;
  script.frame_rate_hz = 10.0;
  script.duration_s = 2.0;
  script.movements = std::move(movements);
  return script;
}

/// At rest until 0.4 s, there from 1.4 s on.
Movement rising(MovementKind kind, double size_mm, Side side = Side::both) {
  Movement movement;
  movement.kind = kind;
  movement.side = side;
  movement.start_s = 0.4;
  movement.onset_s = 1.0;
  movement.hold_s = 0.6;
  movement.size = size_mm;
  return movement;
}

Portrait drawn_portrait() {
  Portrait portrait{cv::Mat(test_face_side_px, test_face_side_px, CV_8UC3), test_face()};
  for (int y = 0; y < test_face_side_px; ++y) {
    for (int x = 0; x < test_face_side_px; ++x) {
      portrait.rgb.at<cv::Vec3b>(y, x) = cv::Vec3b(static_cast<std::uint8_t>(x / 2), static_cast<std::uint8_t>(y / 2),
                                                   static_cast<std::uint8_t>((x * y) % 97));
    }
  }
  return portrait;
}

double mm_of(const ClipSimulator& clip, std::int64_t frame_idx, const std::string& column) {
  const auto& columns = displacement_columns();
  const auto place = std::find(columns.begin(), columns.end(), column) - columns.begin();
  return clip.displacements(frame_idx).at(static_cast<std::size_t>(place));
}

TEST(ClipSimulator, NamesEveryMovingPart) {
  const auto& columns = displacement_columns();
  for (const char* column : {"brow_raise_left_mm", "blink_right_mm", "lip_corner_pull_left_mm", "jaw_drop_mm"}) {
    EXPECT_THAT(columns, testing::Contains(column));
  }
  EXPECT_THAT(columns, testing::Not(testing::Contains("jaw_drop_left_mm")));
  const ClipSimulator clip(drawn_portrait(), script_of({}));
  EXPECT_EQ(clip.displacements(0).size(), columns.size());
}

TEST(ClipSimulator, TellsTheTruthOfEveryFrame) {
  const ClipSimulator clip(drawn_portrait(), script_of({rising(MovementKind::brow_raise, 4.0, Side::left),
                                                        rising(MovementKind::jaw_drop, 10.0)}));
  EXPECT_EQ(clip.frame_count(), 20);
  EXPECT_NEAR(clip.timestamp_s(9), 0.9, 1e-12);
  EXPECT_THAT(clip.displacements(0), testing::Each(0.0));
  EXPECT_NEAR(mm_of(clip, 9, "brow_raise_left_mm"), 2.0, 1e-9);
  EXPECT_NEAR(mm_of(clip, 19, "brow_raise_left_mm"), 4.0, 1e-9);
  EXPECT_EQ(mm_of(clip, 19, "brow_raise_right_mm"), 0.0);
  EXPECT_NEAR(mm_of(clip, 19, "jaw_drop_mm"), 10.0, 1e-9);
}

TEST(ClipSimulator, ShowsTheLargerOfTwoMovementsOfOnePart) {
  const ClipSimulator clip(drawn_portrait(), script_of({rising(MovementKind::brow_raise, 4.0),
                                                        rising(MovementKind::brow_raise, 3.0, Side::right)}));
  EXPECT_NEAR(mm_of(clip, 19, "brow_raise_right_mm"), 4.0, 1e-9);
}

TEST(ClipSimulator, SaysThatAClosedLidIsAsFarDownAsTheEyeWasOpen) {
  const ClipSimulator clip(drawn_portrait(), script_of({rising(MovementKind::blink, 15.0)}));
  EXPECT_NEAR(mm_of(clip, 19, "blink_left_mm"), 9.0, 0.3);
}

TEST(ClipSimulator, MovesThePersonsLeftOnTheRightOfThePicture) {
  for (const MovementKind kind : {MovementKind::brow_raise, MovementKind::brow_lower, MovementKind::lid_raise,
                                  MovementKind::blink, MovementKind::lip_corner_pull, MovementKind::lip_stretch}) {
    const ClipSimulator clip(drawn_portrait(), script_of({rising(kind, 4.0, Side::left)}));
    cv::Mat change;
    cv::absdiff(clip.frame(19), clip.frame(0), change);
    const int half = test_face_side_px / 2;
    const double left = cv::sum(change.colRange(0, half))[1];
    const double right = cv::sum(change.colRange(half, 2 * half))[1];
    EXPECT_GT(right, 10.0 * left) << word_of(kind);
  }
}

TEST(ClipSimulator, GivesThePortraitItselfWhileNothingMovesAndTheScriptAsksForIt) {
  const Portrait portrait = drawn_portrait();
  MovementScript script = script_of({rising(MovementKind::jaw_drop, 10.0)});
  script.rest = RestFace::portrait;
  const ClipSimulator clip(portrait, script);
  EXPECT_EQ(cv::norm(clip.frame(3), portrait.rgb, cv::NORM_INF), 0.0);
}

TEST(ClipSimulator, RestsWithAClosedMouthUnlessToldOtherwise) {
  const ClipSimulator clip(drawn_portrait(), script_of({rising(MovementKind::jaw_drop, 10.0)}));
  EXPECT_EQ(cv::norm(clip.frame(3), with_closed_mouth(drawn_portrait()).rgb, cv::NORM_INF), 0.0);
}

TEST(ClipSimulator, GivesTheSameFrameHoweverOftenItIsAsked) {
  const auto movements = std::vector{rising(MovementKind::brow_raise, 4.0), rising(MovementKind::blink, 15.0),
                                     rising(MovementKind::lip_corner_pull, 4.0), rising(MovementKind::jaw_drop, 10.0)};
  const ClipSimulator first(drawn_portrait(), script_of(movements));
  const ClipSimulator second(drawn_portrait(), script_of(movements));
  static_cast<void>(second.frame(18));
  EXPECT_EQ(cv::norm(first.frame(12), second.frame(12), cv::NORM_INF), 0.0);
}

TEST(ClipSimulator, CountsTurnsToBothSides) {
  const ClipSimulator clip(drawn_portrait(), script_of({rising(MovementKind::look_down, -10.0)}));
  EXPECT_NEAR(mm_of(clip, 19, "look_down_deg"), -10.0, 1e-9);
}

TEST(ClipSimulator, NeedsTheShapeOfAHeadToTurnIt) {
  EXPECT_THROW(ClipSimulator(drawn_portrait(), script_of({rising(MovementKind::head_turn, 10.0)})),
               base::ContractViolation);
}

TEST(ClipSimulator, ShowsTheFaceThroughTheScriptsCamera) {
  MovementScript dim = script_of({});
  dim.camera.light_gain = 0.5;
  const double bright = cv::mean(ClipSimulator(drawn_portrait(), script_of({})).frame(0))[0];
  EXPECT_NEAR(cv::mean(ClipSimulator(drawn_portrait(), dim).frame(0))[0], 0.5 * bright, 1.0);
}

TEST(ClipSimulator, OfAPortraitOfAnotherSizeIsABrokenContract) {
  EXPECT_THROW(ClipSimulator(drawn_portrait(), script_of({}, 640)), base::ContractViolation);
}

/// The real portrait, moved, and looked at by the real mesh networks.
class SimulatedPortraitTest : public face::mesh::WithModels {
 protected:
  void SetUp() override {
    WithModels::SetUp();
    if (IsSkipped()) return;
    auto networks = face::mesh::load_mesh_networks(infer::Runtime({}), store_);
    const auto file = store_.load("portrait");
    if (!networks.ok() || !file.ok()) GTEST_SKIP() << "no portrait or no networks";
    networks_.emplace(*std::move(networks));
    auto reader = media::VideoReader::open(*media::open_memory(file->bytes, "portrait"));
    ASSERT_TRUE(reader.ok());
    auto portrait = prepare_portrait((**reader->next()).rgb, *networks_, size_px);
    ASSERT_TRUE(portrait.ok()) << portrait.error().message;
    portrait_ = with_closed_mouth(*portrait);
  }

  /// The face of the last frame, seen in the frame of the still one, so that millimetres are the same.
  std::vector<cv::Point2f> moved_points_mm(const Movement& movement) const {
    MovementScript script = script_of({movement}, size_px);
    script.rest = RestFace::portrait;  // whose mouth is closed already
    const ClipSimulator clip(portrait_, script);
    const auto points_px = find_mesh(clip.frame(19), *networks_);
    EXPECT_TRUE(points_px.has_value());
    const FaceFrame frame(portrait_.points_px);
    std::vector<cv::Point2f> points_mm;
    for (const auto& point : points_px.value_or(portrait_.points_px)) {
      points_mm.push_back(frame.mm_from_px({point.x(), point.y()}));
    }
    return points_mm;
  }
  [[nodiscard]] cv::Point2f still_mm(std::size_t idx) const { return FaceShape(portrait_.points_px).point_mm(idx); }

  static constexpr int size_px = 640;
  std::optional<face::mesh::MeshNetworks> networks_;
  Portrait portrait_;
};

TEST_F(SimulatedPortraitTest, IsCroppedGenerouslyAroundALargeFace) {
  const float face_height_mm = still_mm(152).y - still_mm(10).y;
  const float face_height_px = face_height_mm / FaceFrame(portrait_.points_px).mm_per_px();
  EXPECT_GT(face_height_px, 250.0F);
  EXPECT_LT(face_height_px, 450.0F);
}

TEST_F(SimulatedPortraitTest, RaisesItsBrowsInTheEyesOfTheNetwork) {
  const auto moved = moved_points_mm(rising(MovementKind::brow_raise, 6.0));
  for (const std::size_t idx : {105U, 66U, 334U, 296U}) {
    EXPECT_LT(moved[idx].y - still_mm(idx).y, -0.5F * 6.0F) << "point " << idx;
  }
  EXPECT_NEAR(moved[152].y, still_mm(152).y, 1.5F);
}

TEST_F(SimulatedPortraitTest, ClosesItsEyesInTheEyesOfTheNetwork) {
  const auto moved = moved_points_mm(rising(MovementKind::blink, 15.0));
  for (const auto& [upper, lower] : {std::pair<std::size_t, std::size_t>{159, 145}, {386, 374}}) {
    EXPECT_LT(moved[lower].y - moved[upper].y, 0.3F * (still_mm(lower).y - still_mm(upper).y));
  }
}

TEST_F(SimulatedPortraitTest, PullsItsLipCornersInTheEyesOfTheNetwork) {
  const auto moved = moved_points_mm(rising(MovementKind::lip_corner_pull, 6.0));
  EXPECT_GT(moved[291].x - moved[61].x, still_mm(291).x - still_mm(61).x + 2.0F);
  EXPECT_LT(moved[61].y, still_mm(61).y - 1.5F);
  EXPECT_LT(moved[291].y, still_mm(291).y - 1.5F);
}

TEST_F(SimulatedPortraitTest, DropsItsJawInTheEyesOfTheNetwork) {
  constexpr double drop_mm = 12.0;
  const auto moved = moved_points_mm(rising(MovementKind::jaw_drop, drop_mm));
  EXPECT_NEAR(moved[152].y - still_mm(152).y, drop_mm, 0.3 * drop_mm);
  EXPECT_NEAR((moved[14].y - moved[13].y) - (still_mm(14).y - still_mm(13).y), drop_mm, 0.3 * drop_mm);
  EXPECT_NEAR(moved[105].y, still_mm(105).y, 1.5F);
}

}  // namespace
}  // namespace kizashi::synth
