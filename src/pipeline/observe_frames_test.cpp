// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/observe_frames.h"

#include <gmock/gmock.h>

#include <chrono>
#include <set>
#include <stdexcept>
#include <thread>

namespace kizashi::pipeline {
namespace {

using testing::ElementsAre;

constexpr int lag = 4;

/// An engine whose face moves with the frame and whose confidence tells which frame its knowledge came from.
class KnowingEngine final : public face::Engine {
 public:
  class Looker final : public face::Worker {
   public:
    face::FoundFaces look(const media::Frame& frame, const face::TrackState& earlier) override {
      // Threads finish in any order.
      std::this_thread::sleep_for(std::chrono::microseconds((frame.frame_idx * 7919) % 500));
      face::FoundFace face;
      face.observation.points_px.fill(Eigen::Vector2f::Zero());
      face.region = {{100.0F + static_cast<float>(frame.frame_idx), 100}, 80, 0};
      face.observation.confidence = static_cast<double>(earlier.frame_idx);
      if (!earlier.tracks.empty()) face.followed_track_id = earlier.tracks.front().track_id;
      return {{face}, std::nullopt};
    }
  };
  [[nodiscard]] std::unique_ptr<face::Worker> make_worker() const override { return std::make_unique<Looker>(); }
  [[nodiscard]] int lag_frames() const override { return lag; }
  [[nodiscard]] const std::vector<observation::EvidenceColumn>& evidence_columns() const override { return columns_; }
  [[nodiscard]] const face::EngineProvenance& provenance() const override { return provenance_; }
  [[nodiscard]] const std::vector<observation::DrawingEdge>& drawing_edges() const override { return edges_; }

 private:
  std::vector<observation::EvidenceColumn> columns_;
  face::EngineProvenance provenance_;
  std::vector<observation::DrawingEdge> edges_;
};

struct Count final : face::EngineMemory {
  explicit Count(std::int64_t of_frames) : frames(of_frames) {}
  std::int64_t frames;
};

/// An engine that counts frames in its memory, and whose finisher writes the count down as evidence.
class RememberingEngine final : public face::Engine {
 public:
  class Looker final : public face::Worker {
   public:
    face::FoundFaces look(const media::Frame& frame, const face::TrackState& earlier) override {
      const auto* before = static_cast<const Count*>(earlier.memory.get());
      face::FoundFaces found;
      if (frame.frame_idx % 4 != 3) found.faces.emplace_back().observation.points_px.fill(Eigen::Vector2f::Zero());
      found.memory = std::make_shared<Count>(before == nullptr ? 1 : before->frames + 1);
      return found;
    }
  };
  class Writer final : public face::Finisher {
   public:
    void finish(const face::EngineMemory& memory, observation::FrameObservation& frame) override {
      sum_ += static_cast<double>(static_cast<const Count&>(memory).frames);
      for (auto& face : frame.faces) face.evidence = {sum_};
    }

   private:
    double sum_ = 0.0;
  };
  [[nodiscard]] std::unique_ptr<face::Worker> make_worker() const override { return std::make_unique<Looker>(); }
  [[nodiscard]] std::unique_ptr<face::Finisher> make_finisher(face::Reading) const override {
    return std::make_unique<Writer>();
  }
  [[nodiscard]] int lag_frames() const override { return 1; }
  [[nodiscard]] const std::vector<observation::EvidenceColumn>& evidence_columns() const override { return columns_; }
  [[nodiscard]] const face::EngineProvenance& provenance() const override { return provenance_; }
  [[nodiscard]] const std::vector<observation::DrawingEdge>& drawing_edges() const override { return edges_; }

 private:
  std::vector<observation::EvidenceColumn> columns_;
  face::EngineProvenance provenance_;
  std::vector<observation::DrawingEdge> edges_;
};

/// Every third frame repeats the one before it.
cv::Mat picture(std::int64_t frame_idx) {
  return {8, 8, CV_8UC3, cv::Scalar::all(static_cast<double>(frame_idx % 3 == 2 ? frame_idx - 1 : frame_idx))};
}

FrameSource frames(std::int64_t count) {
  return [count, next = std::int64_t{0}]() mutable -> base::Result<std::optional<media::Frame>> {
    if (next == count) return std::optional<media::Frame>();
    const std::int64_t idx = next++;
    return std::optional<media::Frame>({idx, static_cast<double>(idx) / 25.0, picture(idx)});
  };
}

std::vector<double> knowledge(int threads, std::int64_t count) {
  std::vector<double> seen;
  const auto status = observe_frames(frames(count), KnowingEngine(), {face::FacesWanted::largest, threads, {}},
                                     [&](const observation::FrameObservation& frame) -> base::Status {
                                       EXPECT_EQ(frame.frame_idx, static_cast<std::int64_t>(seen.size()));
                                       seen.push_back(frame.faces.at(0).confidence);
                                       return {};
                                     });
  EXPECT_TRUE(status.ok());
  return seen;
}

TEST(ObserveFrames, EveryFrameKnowsTheOneExactlyTheLagBefore) {
  EXPECT_THAT(knowledge(1, 8), ElementsAre(-1, -1, -1, -1, 0, 1, 2, 3));
}

TEST(ObserveFrames, WhatIsSeenDoesNotDependOnTheThreads) {
  const auto alone = knowledge(1, 200);
  EXPECT_EQ(knowledge(2, 200), alone);
  EXPECT_EQ(knowledge(3, 200), alone);
  EXPECT_EQ(knowledge(8, 200), alone);
}

TEST(ObserveFrames, AnEngineRemembersFramesWithoutAFaceAndFinishesAllInTheirOrder) {
  for (const int threads : {1, 2, 3, 8}) {
    std::vector<double> sums;
    const auto status = observe_frames(frames(8), RememberingEngine(), {face::FacesWanted::largest, threads, {}},
                                       [&](const observation::FrameObservation& frame) {
                                         sums.push_back(frame.faces.empty() ? 0.0 : *frame.faces[0].evidence.at(0));
                                         return base::Status();
                                       });
    EXPECT_TRUE(status.ok());
    EXPECT_THAT(sums, ElementsAre(1, 3, 6, 0, 15, 21, 28, 0)) << threads;
  }
}

TEST(ObserveFrames, EachFrameTellsHowMuchItDiffersFromTheOneBefore) {
  std::vector<std::optional<double>> changes;
  const auto status = observe_frames(frames(7), KnowingEngine(), {face::FacesWanted::largest, 2, {}},
                                     [&](const observation::FrameObservation& frame) {
                                       changes.push_back(frame.picture_change);
                                       return base::Status();
                                     });
  EXPECT_TRUE(status.ok());
  EXPECT_THAT(changes, ElementsAre(std::nullopt, 1.0, 0.0, 2.0, 1.0, 0.0, 2.0));
}

TEST(ObserveFrames, OneThreadDoesAllOfTheWorkItself) {
  std::set<std::thread::id> workers;
  FrameSource source = frames(20);
  const FrameSource noted = [&] {
    workers.insert(std::this_thread::get_id());
    return source();
  };
  ObserveOptions options;
  options.beside = [&] {
    workers.insert(std::this_thread::get_id());
    return false;
  };
  const auto status = observe_frames(noted, KnowingEngine(), options, [&](const auto&) -> base::Status {
    workers.insert(std::this_thread::get_id());
    return {};
  });
  EXPECT_TRUE(status.ok());
  EXPECT_THAT(workers, ElementsAre(std::this_thread::get_id()));
}

TEST(ObserveFrames, TheWorkBesideIsDoneWhenTheFramesAre) {
  for (const int threads : {1, 2, 8}) {
    int steps = 0;
    ObserveOptions options;
    options.threads = threads;
    options.beside = [&] { return ++steps < 100; };
    const auto status =
        observe_frames(frames(10), KnowingEngine(), options, [](const auto&) { return base::Status(); });
    EXPECT_TRUE(status.ok());
    EXPECT_EQ(steps, 100) << threads;
  }
}

TEST(ObserveFrames, WhatAThreadThrowsIsThrownToTheCaller) {
  const auto throws = [](const auto&) -> base::Status { throw std::runtime_error("broken"); };
  for (const int threads : {1, 2, 8}) {
    const ObserveOptions options{face::FacesWanted::largest, threads, {}};
    EXPECT_THROW(static_cast<void>(observe_frames(frames(100), KnowingEngine(), options, throws)), std::runtime_error);
  }
}

TEST(ObserveFrames, AnErrorOfTheSourceEndsTheClip) {
  const FrameSource broken = [count = 0]() mutable -> base::Result<std::optional<media::Frame>> {
    if (++count > 3) return base::Error{base::ErrorCode::no_frames, "no more"};
    return std::optional<media::Frame>({count - 1, 0.0, picture(0)});
  };
  const auto status = observe_frames(broken, KnowingEngine(), {}, [](const auto&) { return base::Status(); });
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, base::ErrorCode::no_frames);
}

TEST(ObserveFrames, AnErrorOfTheSinkEndsTheClipWhileFramesAreUnderWay) {
  const auto status = observe_frames(frames(1000), KnowingEngine(), {face::FacesWanted::largest, 2, {}},
                                     [](const auto&) -> base::Status {
                                       return base::Error{base::ErrorCode::disk_full, "full"};
                                     });
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, base::ErrorCode::disk_full);
}

TEST(ObserveFrames, AStopEndsTheClipAsInterrupted) {
  std::stop_source stop;
  const auto status = observe_frames(frames(1000), KnowingEngine(), {face::FacesWanted::largest, 2, stop.get_token()},
                                     [&](const auto&) {
                                       stop.request_stop();
                                       return base::Status();
                                     });
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, base::ErrorCode::interrupted);
}

}  // namespace
}  // namespace kizashi::pipeline
