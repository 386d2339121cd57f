// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/batch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>
#include <stdexcept>

#include "kizashi/base/temporary_directory.h"
#include "kizashi/media/video_writer.h"

namespace kizashi::pipeline {
namespace {

class Listener : public BatchListener {
 public:
  void advanced(std::size_t task_idx, const ClipProgress& progress) override {
    frames_[task_idx] = progress.frames_done;
  }
  void ended(std::size_t task_idx, const ClipOutcome& outcome) override {
    EXPECT_TRUE(ended_.insert(task_idx).second) << "a clip ends once";
    if (outcome.was_finished_before) finished_before_.insert(task_idx);
  }

  std::map<std::size_t, std::int64_t> frames_;
  std::set<std::size_t> ended_;
  std::set<std::size_t> finished_before_;
};

class BatchTest : public testing::Test {
 protected:
  static constexpr int jobs = 2;

  void SetUp() override {
    auto measurer = Measurer::create({});
    if (!measurer.ok()) GTEST_SKIP() << measurer.error().message;
    measurer_.emplace(*std::move(measurer));
  }

  /// A clip of frames without a face.
  ClipTask clip(const std::string& stem) {
    const auto path = folder_.path() / (stem + ".mp4");
    auto writer = media::VideoWriter::create(path, {64, 48, 25.0, media::VideoCodec::mpeg4});
    EXPECT_TRUE(writer.ok());
    for (int i = 0; i < frames_in_clip; ++i) {
      EXPECT_TRUE(writer->write(cv::Mat(48, 64, CV_8UC3, cv::Scalar::all(40 * i)), i * 0.04).ok());
    }
    EXPECT_TRUE(writer->finish().ok());
    return {path, out(), stem};
  }

  [[nodiscard]] std::filesystem::path out() const { return folder_.path() / "out"; }

  BatchOutcomes measure(const std::vector<ClipTask>& tasks, BatchListener& listener, bool resume = false) {
    return measure_batch(*measurer_, tasks, {out(), jobs, resume}, listener, stop_.get_token());
  }

  static constexpr int frames_in_clip = 4;
  base::TemporaryDirectory folder_;
  std::optional<Measurer> measurer_;
  std::stop_source stop_;
};

TEST_F(BatchTest, MeasuresEveryClipOnceAndTellsOfEachFrame) {
  Listener listener;
  const auto outcomes = measure({clip("anna"), clip("ben"), clip("carl")}, listener);
  ASSERT_EQ(outcomes.size(), 3U);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    ASSERT_TRUE(outcomes[i] && outcomes[i]->report.ok());
    EXPECT_EQ(outcomes[i]->report->frames, frames_in_clip);
    EXPECT_EQ(listener.frames_[i], frames_in_clip);
  }
  EXPECT_EQ(listener.ended_.size(), 3U);
}

TEST_F(BatchTest, AnInputThatFailsLeavesTheOthersAlone) {
  Listener listener;
  const ClipTask missing{folder_.path() / "nobody.mp4", out(), "nobody"};
  const auto outcomes = measure({missing, clip("anna")}, listener);
  EXPECT_EQ(outcomes[0]->report.error().code, base::ErrorCode::missing_file);
  EXPECT_TRUE(outcomes[1]->report.ok());
}

/// Breaks down at the first frame of the first clip.
class ThrowingListener final : public Listener {
 public:
  void advanced(std::size_t task_idx, const ClipProgress& progress) override {
    if (task_idx == 0) throw std::runtime_error("out of something");
    Listener::advanced(task_idx, progress);
  }
};

TEST_F(BatchTest, ADefectEndsItsOwnClipAlone) {
  ThrowingListener listener;
  const auto outcomes = measure({clip("anna"), clip("ben")}, listener);
  ASSERT_FALSE(outcomes[0]->report.ok());
  EXPECT_EQ(outcomes[0]->report.error().code, base::ErrorCode::defect);
  EXPECT_THAT(outcomes[0]->report.error().message, testing::HasSubstr("out of something"));
  EXPECT_TRUE(outcomes[1]->report.ok());
  EXPECT_FALSE(std::filesystem::exists(out() / "anna.csv"));
}

TEST_F(BatchTest, ResumingLeavesFinishedClipsAloneAndMeasuresTheOthers) {
  Listener first;
  const std::vector<ClipTask> tasks{clip("anna"), clip("ben"), clip("carl")};
  measure(tasks, first);
  std::filesystem::remove(out() / "ben.json");
  std::ofstream(tasks[2].input, std::ios::app) << "another input";
  Listener second;
  const auto outcomes = measure(tasks, second, true);
  EXPECT_THAT(second.finished_before_, testing::ElementsAre(0U));
  EXPECT_EQ(outcomes[0]->report->frames, frames_in_clip);
  EXPECT_TRUE(std::filesystem::exists(out() / "ben.json"));
}

TEST_F(BatchTest, AStoppedBatchSaysNothingOfClipsThatHadNotBegun) {
  stop_.request_stop();
  Listener listener;
  const auto outcomes = measure({clip("anna"), clip("ben")}, listener);
  EXPECT_FALSE(outcomes[0]);
  EXPECT_FALSE(outcomes[1]);
}

TEST(ShareCores, FillsInWhatIsLeftOpen) {
  const auto shared = [](std::optional<int> jobs, std::optional<int> threads, std::size_t clips) {
    const Parallelism parallelism = share_cores(jobs, threads, clips, 8);
    return std::pair(parallelism.jobs, parallelism.threads);
  };
  EXPECT_EQ(shared({}, {}, 1), std::pair(1, 8));
  EXPECT_EQ(shared({}, {}, 3), std::pair(3, 2));
  EXPECT_EQ(shared({}, {}, 100), std::pair(8, 1));
  EXPECT_EQ(shared(2, {}, 100), std::pair(2, 4));
  EXPECT_EQ(shared({}, 4, 100), std::pair(2, 4));
  EXPECT_EQ(shared(16, {}, 100), std::pair(16, 1));
  EXPECT_EQ(shared(4, 3, 1), std::pair(1, 3));
}

}  // namespace
}  // namespace kizashi::pipeline
