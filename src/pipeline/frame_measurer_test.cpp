// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/frame_measurer.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "kizashi/base/temporary_directory.h"
#include "kizashi/infer/model_store.h"
#include "kizashi/media/video_reader.h"
#include "kizashi/pipeline/measurer.h"
#include "kizashi/pipeline/simulate_clip.h"
#include "kizashi/table/openface_csv.h"

namespace kizashi::pipeline {
namespace {

using observation::ActionUnit;

/// Half a step of the last digit that the table keeps, and what the evidence loses by its own digits.
constexpr double intensity_tolerance = 0.011;
constexpr double point_tolerance_px = 0.0051;

/// A measurer, and frames of a clip in which the brows go up.
class FrameMeasurerOnASimulatedClip : public testing::Test {
 protected:
  void SetUp() override {
    auto measurer = FrameMeasurer::open();
    if (!measurer.ok()) GTEST_SKIP() << measurer.error().message;
    measurer_.emplace(*std::move(measurer));
    script_ = folder_.path() / "script.json";
    std::FILE* file = std::fopen(script_.c_str(), "w");
    ASSERT_NE(file, nullptr);
    std::fputs(R"({"schema": 1, "size_px": 320, "frame_rate_hz": 25, "duration_s": 0.8, "movements": [
      {"kind": "brow_raise", "start_s": 0.08, "onset_s": 0.3, "hold_s": 0.1, "offset_s": 0.3, "size_mm": 5}]})",
               file);
    std::fclose(file);
    clip_ = folder_.path() / "clip.mp4";
    const auto made = simulate_clip({script_, "", clip_}, {}, {});
    ASSERT_TRUE(made.ok()) << made.error().message;
    auto reader = media::VideoReader::open(*media::open_file(clip_));
    ASSERT_TRUE(reader.ok()) << reader.error().message;
    for (auto next = reader->next(); next.ok() && *next; next = reader->next()) frames_.push_back((*next)->rgb);
    ASSERT_EQ(frames_.size(), 20U);
  }

  static RgbPicture picture_of(const cv::Mat& rgb) { return {rgb.data, rgb.cols, rgb.rows, rgb.step}; }

  [[nodiscard]] std::vector<table::OpenFaceRow> rows_of_measure() const {
    MeasureOptions options;
    options.baseline = series::BaselineMode::none;
    const auto measurer = Measurer::create(options);
    if (!measurer.ok()) return {};
    const auto report = measurer->measure({clip_, folder_.path() / "out", "clip"}, {});
    if (!report.ok()) return {};
    std::vector<table::OpenFaceRow> rows;
    auto reader = table::OpenFaceReader::open(report->openface_csv);
    for (auto row = reader->next(); row.ok() && *row; row = reader->next()) rows.push_back(**row);
    return rows;
  }

  base::TemporaryDirectory folder_;
  std::filesystem::path script_;
  std::filesystem::path clip_;
  std::optional<FrameMeasurer> measurer_;
  std::vector<cv::Mat> frames_;
};

double intensity(const std::optional<MeasuredFace>& face, ActionUnit unit) {
  return face->action_units.at(observation::index_of(unit))->intensity.value();
}

TEST_F(FrameMeasurerOnASimulatedClip, GivesWhatMeasureWritesWithoutABaseline) {
  const auto rows = rows_of_measure();
  ASSERT_EQ(rows.size(), frames_.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto face = measurer_->measure(picture_of(frames_[i]));
    ASSERT_TRUE(face.has_value());
    EXPECT_NEAR(face->face.points_px[30].x(), rows[i].points_px->at(30).x(), point_tolerance_px) << "frame " << i;
    for (const ActionUnit unit : observation::all_action_units) {
      const auto& written = rows[i].intensities.at(observation::index_of(unit));
      if (!written) continue;
      EXPECT_NEAR(intensity(face, unit), *written, intensity_tolerance) << code_of(unit) << " frame " << i;
    }
  }
}

TEST_F(FrameMeasurerOnASimulatedClip, SeesTheBrowsGoUp) {
  constexpr std::size_t raised_idx = 11;
  const double at_rest = intensity(measurer_->measure(picture_of(frames_[0])), ActionUnit::AU02);
  measurer_->restart();
  const double raised = intensity(measurer_->measure(picture_of(frames_[raised_idx])), ActionUnit::AU02);
  EXPECT_GT(raised, at_rest + 1.0);
}

TEST_F(FrameMeasurerOnASimulatedClip, ReadsRowsThatLieApart) {
  cv::Mat wide(frames_[0].rows, frames_[0].cols + 7, CV_8UC3, cv::Scalar(255, 0, 255));
  const cv::Mat inside = wide(cv::Rect(0, 0, frames_[0].cols, frames_[0].rows));
  frames_[0].copyTo(inside);
  const auto alone = measurer_->measure({frames_[0].data, frames_[0].cols, frames_[0].rows});
  measurer_->restart();
  const auto apart = measurer_->measure(picture_of(inside));
  ASSERT_TRUE(alone && apart);
  EXPECT_EQ(alone->face.points_px, apart->face.points_px);
}

TEST_F(FrameMeasurerOnASimulatedClip, FindsNobodyInAnEmptyPictureAndTheFaceAgainAfterIt) {
  const cv::Mat grey(240, 320, CV_8UC3, cv::Scalar::all(128));
  EXPECT_FALSE(measurer_->measure(picture_of(grey)).has_value());
  EXPECT_TRUE(measurer_->measure(picture_of(frames_[0])).has_value());
}

TEST_F(FrameMeasurerOnASimulatedClip, AfterARestartAPictureStandsAlone) {
  const auto first = measurer_->measure(picture_of(frames_[3]));
  for (const auto& frame : frames_) measurer_->measure(picture_of(frame));
  measurer_->restart();
  const auto again = measurer_->measure(picture_of(frames_[3]));
  ASSERT_TRUE(first && again);
  EXPECT_EQ(first->face.points_px, again->face.points_px);
}

TEST(FrameMeasurer, NamesTheModelThatIsMissing) {
  FrameMeasurerOptions options;
  options.model_folders = {"/nowhere"};
  const auto measurer = FrameMeasurer::open(options);
  ASSERT_FALSE(measurer.ok());
  EXPECT_EQ(measurer.error().code, base::ErrorCode::missing_model);
}

}  // namespace
}  // namespace kizashi::pipeline
