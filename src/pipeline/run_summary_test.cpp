// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/run_summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "kizashi/base/temporary_directory.h"
#include "kizashi/table/csv_reader.h"

namespace kizashi::pipeline {
namespace {

constexpr const char* sidecar_of_one_unit = R"({
  "clip": {"duration_s": 2.5},
  "faces": [{"face_id": 0, "action_units": {"AU12": {
    "frames": 50, "mean_intensity": 1.25, "sd_intensity": 0.5, "median_intensity": 1.0, "p90_intensity": 2.0,
    "max_intensity": 3.5, "mean_change_per_s": 0.75, "present_share": 0.4, "bouts": 2, "mean_bout_s": 0.4,
    "onset_speed_per_s": null, "asymmetry": -0.1, "present_asymmetry": 0.0,
    "standard_error": {"mean_intensity": 0.07, "present_share": 0.02},
    "while_speaking": {
      "frames": 30, "mean_intensity": 1.5, "sd_intensity": 0.5, "median_intensity": 1.0, "p90_intensity": 2.0,
      "max_intensity": 3.5, "mean_change_per_s": 0.75, "present_share": 0.5, "bouts": 1, "mean_bout_s": 0.4,
      "onset_speed_per_s": null, "asymmetry": -0.1, "present_asymmetry": 0.0},
    "while_silent": null}}}]})";

class RunSummary : public testing::Test {
 protected:
  ClipTask task(const std::string& stem) { return {stem + ".mp4", folder_.path() / "sub", stem}; }

  ClipOutcome done(const std::string& stem, const std::string& sidecar, ClipReport report) {
    std::filesystem::create_directories(folder_.path() / "sub");
    report.sidecar = folder_.path() / "sub" / (stem + ".json");
    std::ofstream(report.sidecar) << sidecar;
    return {report, false};
  }

  /// The rows that were written, each as a cell by its column.
  std::vector<std::map<std::string, std::string>> rows(const std::vector<ClipTask>& tasks,
                                                       const BatchOutcomes& outcomes) {
    const auto status = write_run_summary({folder_.path(), tasks, outcomes});
    EXPECT_TRUE(status.ok());
    auto reader = table::CsvReader::open(folder_.path() / "summary.csv");
    std::vector<std::map<std::string, std::string>> found;
    for (auto more = reader->next(); more.ok() && *more; more = reader->next()) {
      auto& row = found.emplace_back();
      for (std::size_t i = 0; i < reader->width(); ++i) row[reader->header()[i]] = reader->text_at(i);
    }
    return found;
  }

  base::TemporaryDirectory folder_;
};

ClipReport report_of(std::int64_t frames, std::int64_t with_face, std::string verdict,
                     std::vector<std::string> reasons) {
  ClipReport report;
  report.frames = frames;
  report.frames_with_face = with_face;
  report.verdict = std::move(verdict);
  report.reasons = std::move(reasons);
  return report;
}

TEST_F(RunSummary, HasARowForEachSegmentOfAUnit) {
  const auto found =
      rows({task("anna")}, {done("anna", sidecar_of_one_unit, report_of(50, 48, "weak", {"dark", "blurred"}))});
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].at("clip"), "sub/anna");
  EXPECT_EQ(found[0].at("status"), "done");
  EXPECT_EQ(found[0].at("reasons"), "dark;blurred");
  EXPECT_EQ(found[0].at("clip_frames_with_face"), "48");
  EXPECT_EQ(found[0].at("clip_duration_s"), "2.5");
  EXPECT_EQ(found[0].at("au"), "AU12");
  EXPECT_EQ(found[0].at("mean_intensity"), "1.25");
  EXPECT_EQ(found[0].at("mean_intensity_standard_error"), "0.07");
  EXPECT_EQ(found[0].at("onset_speed_per_s"), "");
  EXPECT_EQ(found[1].at("segment"), "speaking");
  EXPECT_EQ(found[1].at("mean_intensity"), "1.5");
  EXPECT_EQ(found[1].at("mean_intensity_standard_error"), "");
  EXPECT_EQ(found[2].at("segment"), "silent");
  EXPECT_EQ(found[2].at("mean_intensity"), "");
}

TEST_F(RunSummary, HasOneRowWithoutNumbersForAClipWithoutAFace) {
  const auto found =
      rows({task("empty")},
           {done("empty", R"({"clip": {"duration_s": 1.0}, "faces": []})", report_of(25, 0, "no-face", {}))});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].at("verdict"), "no-face");
  EXPECT_EQ(found[0].at("au"), "");
}

TEST_F(RunSummary, HasOneRowThatNamesTheFailureOfAClip) {
  const auto found =
      rows({task("text")}, {ClipOutcome{base::Error{base::ErrorCode::not_a_video, "text.mp4: no video"}, false}});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].at("status"), "failed");
  EXPECT_EQ(found[0].at("error"), "not-a-video");
  EXPECT_EQ(found[0].at("verdict"), "");
}

TEST_F(RunSummary, FailsOnASidecarThatIsNone) {
  const ClipOutcome outcome = done("anna", R"({"faces": 3})", report_of(1, 1, "good", {}));
  const std::vector<ClipTask> tasks{task("anna")};
  const BatchOutcomes outcomes{outcome};
  const auto status = write_run_summary({folder_.path(), tasks, outcomes});
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, base::ErrorCode::invalid_document);
}

}  // namespace
}  // namespace kizashi::pipeline
