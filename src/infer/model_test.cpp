// SPDX-License-Identifier: Apache-2.0
#include "kizashi/infer/model.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <future>
#include <optional>
#include <random>

#include "kizashi/base/temporary_directory.h"

namespace kizashi::infer {
namespace {

const Shape landmarks_input{1, 256, 256, 3};

class LandmarkModel : public testing::Test {
 protected:
  void SetUp() override {
    auto file = ModelStore(built_in_manifest(), default_model_folders()).load("face_landmarks");
    if (!file.ok()) GTEST_SKIP() << file.error().message;
    file_ = *std::move(file);
  }

  static std::vector<float> landmarks_of_noise(Session session) {
    std::mt19937 random(3);
    std::uniform_real_distribution<float> grey(0.0F, 1.0F);
    for (float& value : session.input()) value = grey(random);
    session.run();
    const auto landmarks = session.output(0);
    return {landmarks.begin(), landmarks.end()};
  }

  [[nodiscard]] std::vector<float> landmarks_of_noise(const RuntimeOptions& options) const {
    return landmarks_of_noise((*Runtime(options).compile(file_, landmarks_input)).make_session());
  }

  VerifiedFile file_;
};

TEST_F(LandmarkModel, GivesAMeshOf478Points) { EXPECT_EQ(landmarks_of_noise({}).size(), 478U * 3U); }

TEST_F(LandmarkModel, GivesTheSameBytesFromTheCache) {
  const base::TemporaryDirectory cache;
  const auto plain = landmarks_of_noise({});
  EXPECT_EQ(landmarks_of_noise({cache.path()}), plain);
  EXPECT_EQ(landmarks_of_noise({cache.path()}), plain) << "compiled model taken from the cache";
  EXPECT_FALSE(std::filesystem::is_empty(cache.path()));
}

TEST_F(LandmarkModel, GivesTheSameBytesInSessionsThatRunAtTheSameTime) {
  const auto model = Runtime({}).compile(file_, landmarks_input);
  ASSERT_TRUE(model.ok());
  std::vector<std::future<std::vector<float>>> at_once;
  for (int i = 0; i < 4; ++i) {
    at_once.push_back(std::async(std::launch::async, [&] { return landmarks_of_noise(model->make_session()); }));
  }
  const auto alone = landmarks_of_noise(model->make_session());
  for (auto& one : at_once) EXPECT_EQ(one.get(), alone);
}

TEST_F(LandmarkModel, ASessionMayOutliveItsModelAndRuntime) {
  std::optional<Session> session;
  {
    const auto model = Runtime({}).compile(file_, landmarks_input);
    ASSERT_TRUE(model.ok());
    session = model->make_session();
  }
  EXPECT_EQ(landmarks_of_noise(*std::move(session)), landmarks_of_noise(RuntimeOptions{}));
}

TEST(Runtime, RunsAModelOfSeveralInputsWhoseBuffersStayAsTheyWereFilled) {
  const auto file = ModelStore(built_in_manifest(), default_model_folders()).load("voice_activity");
  if (!file.ok()) GTEST_SKIP() << file.error().message;
  const std::vector<Shape> inputs{{1, 576}, {2, 1, 128}};
  const auto model = Runtime({}).compile(*file, inputs);
  ASSERT_TRUE(model.ok()) << model.error().message;
  EXPECT_THAT(model->output_shapes(), testing::ElementsAre(Shape{1, 1}, inputs[1]));
  Session session = model->make_session();
  const auto probability_after = [&](float state) {
    std::ranges::fill(session.input(0), 0.25F);
    std::ranges::fill(session.input(1), state);
    session.run();
    EXPECT_THAT(session.input(1), testing::Each(state));
    return session.output(0)[0];
  };
  const float without_state = probability_after(0.0F);
  EXPECT_NE(probability_after(0.5F), without_state);
  EXPECT_EQ(probability_after(0.0F), without_state);
}

TEST(Runtime, RefusesAFileThatIsNoModel) {
  const base::TemporaryDirectory folder;
  std::ofstream(folder.path() / "model.tflite") << "not a model";
  const auto model = Runtime({}).compile({"m", "", folder.path() / "model.tflite", {}}, landmarks_input);
  ASSERT_FALSE(model.ok());
  EXPECT_EQ(model.error().code, base::ErrorCode::unusable_model);
}

}  // namespace
}  // namespace kizashi::infer
