// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/mesh/mesh_engine.h"

#include <gmock/gmock.h>

#include <set>

#include "kizashi/face/mesh/evidence.h"
#include "kizashi/face/mesh/test_models.h"
#include "kizashi/media/video_reader.h"

namespace kizashi::face::mesh {
namespace {

constexpr float follow_tolerance_px = 1.0F;

/// The public-domain portrait, looked at as a clip of one frame repeated.
class MeshEngineOnThePortrait : public WithModels {
 protected:
  void SetUp() override {
    WithModels::SetUp();
    if (IsSkipped()) return;
    auto file = store_.load("portrait");
    if (!file.ok()) GTEST_SKIP() << file.error().message;
    auto reader = media::VideoReader::open(*media::open_memory(std::move(file->bytes), "portrait"));
    ASSERT_TRUE(reader.ok()) << reader.error().message;
    frame_ = **reader->next();
    auto engine = make_mesh_engine(runtime_, store_, {});
    ASSERT_TRUE(engine.ok()) << engine.error().message;
    engine_ = *std::move(engine);
  }

  infer::Runtime runtime_{infer::RuntimeOptions{}};
  media::Frame frame_;
  std::unique_ptr<Engine> engine_;
};

TEST_F(MeshEngineOnThePortrait, FindsTheFaceWhereItIs) {
  const auto found = engine_->make_worker()->look(frame_, {}).faces;
  ASSERT_EQ(found.size(), 1U);
  const auto& points = found[0].observation.points_px;
  // The nose tip as read off the picture, and the chin below the mouth.
  EXPECT_NEAR(points[30].x(), 224, 5);
  EXPECT_NEAR(points[30].y(), 127, 5);
  EXPECT_GT(points[8].y(), points[57].y());
  EXPECT_GT(found[0].observation.confidence, 0.9);
  ASSERT_EQ(found[0].observation.evidence.size(), evidence_columns().size());
  for (const auto& value : found[0].observation.evidence) EXPECT_TRUE(value.has_value());
}

TEST_F(MeshEngineOnThePortrait, KeepsDrawingPointsWhenAskedAndChangesNothingElse) {
  EngineOptions options;
  options.keep_drawing_points = true;
  auto drawing = make_mesh_engine(runtime_, store_, options);
  ASSERT_TRUE(drawing.ok());
  const auto plain = engine_->make_worker()->look(frame_, {}).faces;
  const auto drawn = (*drawing)->make_worker()->look(frame_, {}).faces;
  ASSERT_EQ(plain.size(), 1U);
  ASSERT_EQ(drawn.size(), 1U);
  EXPECT_TRUE(plain[0].observation.drawing_points_px.empty());
  EXPECT_EQ(drawn[0].observation.drawing_points_px.size(), mesh_point_count);
  EXPECT_EQ(drawn[0].observation.evidence, plain[0].observation.evidence);
  EXPECT_EQ(drawn[0].observation.points_px, plain[0].observation.points_px);
}

TEST_F(MeshEngineOnThePortrait, JoinsEveryDrawingPointButTheIrisCentres) {
  std::set<std::size_t> joined;
  for (const auto& edge : engine_->drawing_edges()) {
    EXPECT_LT(edge.from_idx, edge.to_idx) << "each line stands once, in one sense";
    joined.insert(edge.from_idx);
    joined.insert(edge.to_idx);
  }
  EXPECT_EQ(joined.size(), mesh_point_count - 2);
  EXPECT_EQ(std::set(engine_->drawing_edges().begin(), engine_->drawing_edges().end()).size(),
            engine_->drawing_edges().size());
}

TEST_F(MeshEngineOnThePortrait, AFollowedFaceHasThePointsOfADetectedOne) {
  const auto worker = engine_->make_worker();
  const auto detected = worker->look(frame_, {}).faces;
  ASSERT_EQ(detected.size(), 1U);
  const TrackState earlier{0, {{7, 0, detected[0].region, 0, 1, {}}}};
  const auto followed = worker->look(frame_, earlier).faces;
  ASSERT_EQ(followed.size(), 1U);
  EXPECT_EQ(followed[0].followed_track_id, 7);
  for (std::size_t i = 0; i < observation::point_count; ++i) {
    EXPECT_LT((followed[0].observation.points_px[i] - detected[0].observation.points_px[i]).norm(),
              follow_tolerance_px);
  }
}

TEST_F(MeshEngineOnThePortrait, SearchesAgainWhenTheTrackLeadsNowhere) {
  const TrackState lost{0, {{0, 0, {{20, 480}, 30, 0}, 0, 1, {}}}};
  EXPECT_EQ(engine_->make_worker()->look(frame_, lost).faces.size(), 1U);
}

TEST_F(MeshEngineOnThePortrait, CountsTheOthersWhereOneSubjectIsFollowed) {
  const cv::Mat near = frame_.rgb(cv::Rect(104, 0, 240, 240));
  cv::Mat two;
  cv::hconcat(near, near, two);
  const auto found = engine_->make_worker()->look({0, 0.0, two}, {});
  EXPECT_EQ(found.faces.size(), 1U);
  EXPECT_EQ(found.faces_in_picture, 2);
  EXPECT_EQ(engine_->make_worker()->look(frame_, {}).faces_in_picture, 1);
  EXPECT_EQ(engine_->make_worker()->look({1, 0.0, two}, {}).faces_in_picture, std::nullopt);
}

TEST_F(MeshEngineOnThePortrait, SeesNobodyInAnEmptyPicture) {
  for (const cv::Size size : {cv::Size(1, 1), cv::Size(640, 480), cv::Size(3, 2000)}) {
    const media::Frame grey{0, 0.0, cv::Mat(size, CV_8UC3, cv::Scalar::all(128))};
    EXPECT_TRUE(engine_->make_worker()->look(grey, {}).faces.empty());
  }
}

TEST_F(MeshEngineOnThePortrait, NamesItsModelsByTheirChecksums) {
  EXPECT_EQ(engine_->provenance().name, "mesh");
  EXPECT_EQ(engine_->provenance().model_sha256.size(), 4U);
}

TEST(MeshEngine, WithoutModelsSaysWhichIsMissing) {
  const auto engine = make_mesh_engine(infer::Runtime({}), {infer::built_in_manifest(), {"/nowhere"}}, {});
  ASSERT_FALSE(engine.ok());
  EXPECT_EQ(engine.error().code, base::ErrorCode::missing_model);
}

}  // namespace
}  // namespace kizashi::face::mesh
