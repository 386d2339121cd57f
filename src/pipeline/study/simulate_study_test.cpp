// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/simulate_study.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "kizashi/base/temporary_directory.h"
#include "kizashi/document/value.h"
#include "kizashi/infer/model_manifest.h"
#include "kizashi/infer/model_store.h"
#include "kizashi/media/simulated_mark.h"

namespace kizashi::pipeline {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string text_of(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void write_text(const std::filesystem::path& path, const std::string& text) { std::ofstream(path) << text; }

std::map<std::string, std::string> files_of(const std::filesystem::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files[entry.path().lexically_relative(folder).string()] = text_of(entry.path());
  }
  return files;
}

std::int64_t lines_of(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }

class SimulateStudy : public testing::Test {
 protected:
  [[nodiscard]] SimulateStudyOptions small(const std::string& name = "study") const {
    SimulateStudyOptions options;
    options.output_folder = scratch_.path() / name;
    options.ratees = 4;
    options.raters = 3;
    return options;
  }
  static base::Result<SimulatedStudy> made(const SimulateStudyOptions& options) {
    return simulate_study(options, {}, {});
  }

  base::TemporaryDirectory scratch_;
};

TEST_F(SimulateStudy, WritesTheTablesThatAnImportTakes) {
  const auto study = made(small());
  ASSERT_TRUE(study.ok()) << study.error().message;
  auto files = files_of(study->folder);
  ASSERT_EQ(files.size(), 4U);
  EXPECT_THAT(files["participants.csv"],
              StartsWith("participant_id,role,simulated,bdi2_total,age,gender\nP001,ratee,1,"));
  EXPECT_THAT(files["participants.csv"], HasSubstr("\nR003,rater,1,"));
  EXPECT_THAT(files["ratings.csv"],
              StartsWith("rater_id,ratee_id,item,rating,trial_index,response_time_ms,timestamp\nR001,P00"));
  EXPECT_THAT(files["action-units.csv"], StartsWith("participant_id,au,measure,value,session\nP001,AU01,presence,0."));
  EXPECT_EQ(lines_of(files["participants.csv"]), 1 + 4 + 3);
  EXPECT_EQ(lines_of(files["ratings.csv"]), 1 + study->ratings);
  EXPECT_EQ(lines_of(files["action-units.csv"]), 1 + study->unit_values);
  EXPECT_EQ(study->ratings, 4 * 3 * 7);
  EXPECT_EQ(study->unit_values, 4 * 35);
}

TEST_F(SimulateStudy, TheSameSeedGivesTheSameBytesAndAnotherOneOthers) {
  ASSERT_TRUE(made(small("one")).ok());
  ASSERT_TRUE(made(small("same")).ok());
  auto other = small("other");
  other.seed = 2;
  ASSERT_TRUE(made(other).ok());
  EXPECT_EQ(files_of(scratch_.path() / "one"), files_of(scratch_.path() / "same"));
  for (const auto& [name, text] : files_of(scratch_.path() / "one")) {
    EXPECT_NE(text, text_of(scratch_.path() / "other" / name)) << name;
  }
}

TEST_F(SimulateStudy, AMissingScoreIsABlankCellAndAMissingRatingNoRow) {
  auto options = small();
  options.missing_share = 0.5;
  const auto study = made(options);
  ASSERT_TRUE(study.ok());
  EXPECT_EQ(study->ratings, 42);
  EXPECT_EQ(study->unit_values, 70);
  EXPECT_THAT(text_of(study->folder / "participants.csv"), HasSubstr(",ratee,1,,"));
}

TEST_F(SimulateStudy, ReplacesAnEarlierOneWhole) {
  ASSERT_TRUE(made(small()).ok());
  const auto folder = scratch_.path() / "study";
  std::filesystem::create_directory(folder / "clips");
  write_text(folder / "clips" / "P001.mp4", "of the earlier one");
  write_text(folder / ".ratings.csv.partial-999999999", "of a run that was killed");
  auto again = small();
  again.ratees = 2;
  ASSERT_TRUE(made(again).ok());
  const auto files = files_of(folder);
  EXPECT_EQ(files.size(), 4U);
  EXPECT_EQ(lines_of(files.at("participants.csv")), 1 + 2 + 3);
}

TEST_F(SimulateStudy, LeavesAFolderAloneThatHoldsAnythingElse) {
  for (const std::string foreign : {"notes.txt", "participants.csv", "clips/P001_holiday.mov"}) {
    SCOPED_TRACE(foreign);
    const auto folder = scratch_.path() / "mine";
    std::filesystem::create_directories((folder / foreign).parent_path());
    write_text(folder / foreign, "somebody's own");
    const auto study = made(small("mine"));
    ASSERT_FALSE(study.ok());
    EXPECT_EQ(study.error().code, base::ErrorCode::invalid_option);
    EXPECT_THAT(study.error().message, HasSubstr("choose a new or empty folder"));
    EXPECT_EQ(files_of(folder).size(), 1U);
    std::filesystem::remove_all(folder);
  }
}

TEST_F(SimulateStudy, SaysWhatIsWrongWithAnOptionAndWritesNothing) {
  const auto refused = [this](auto change) {
    SimulateStudyOptions options = small("none");
    change(options);
    const auto study = made(options);
    EXPECT_FALSE(std::filesystem::exists(options.output_folder));
    return study.ok() ? std::string("nothing") : study.error().message;
  };
  EXPECT_THAT(refused([](auto& options) { options.ratees = 0; }), HasSubstr("--ratees"));
  EXPECT_THAT(refused([](auto& options) { options.raters = -1; }), HasSubstr("--raters"));
  EXPECT_THAT(refused([](auto& options) { options.seed = -1; }), HasSubstr("--seed"));
  EXPECT_THAT(refused([](auto& options) { options.missing_share = 1.01; }), HasSubstr("--missing"));
  EXPECT_THAT(refused([](auto& options) { options.dropout_share = -0.1; }), HasSubstr("--dropouts"));
  EXPECT_THAT(refused([](auto& options) { options.clip_duration_s = 0.5; }), HasSubstr("--clip-seconds"));
  EXPECT_THAT(refused([](auto& options) { options.jobs = 0; }), HasSubstr("--jobs"));
  EXPECT_THAT(refused([](auto& options) { options.effects = "strong"; }), HasSubstr("none or paper"));
  const auto effects = scratch_.path() / "effects.json";
  write_text(effects, "{\"schema\": 2}");
  EXPECT_THAT(refused([&](auto& options) { options.effects = effects.string(); }), HasSubstr("schema"));
}

TEST_F(SimulateStudy, StopsOnRequest) {
  std::stop_source source;
  source.request_stop();
  const auto study = simulate_study(small(), {}, source.get_token());
  ASSERT_FALSE(study.ok());
  EXPECT_EQ(study.error().code, base::ErrorCode::interrupted);
  EXPECT_TRUE(made(small()).ok()) << "the next run replaces what is there";
}

class SimulateStudyClips : public SimulateStudy {
 protected:
  void SetUp() override {
    const infer::ModelStore store(infer::built_in_manifest(), infer::default_model_folders());
    if (const auto portrait = store.load("portrait"); !portrait.ok()) GTEST_SKIP() << portrait.error().message;
  }
  [[nodiscard]] SimulateStudyOptions with_clips(const std::string& name, int jobs) const {
    SimulateStudyOptions options = small(name);
    options.ratees = 3;
    options.with_clips = true;
    options.clip_duration_s = 1.0;
    options.jobs = jobs;
    return options;
  }
};

TEST_F(SimulateStudyClips, AreTheSameBytesWithAnyNumberOfJobs) {
  const auto one = made(with_clips("one", 1));
  ASSERT_TRUE(one.ok()) << one.error().message;
  const auto three = made(with_clips("three", 3));
  ASSERT_TRUE(three.ok()) << three.error().message;
  EXPECT_EQ(one->clips, 4) << "three ratees, and the first at rest";
  const auto files = files_of(one->folder);
  EXPECT_EQ(files.size(), 5U + 4U);
  EXPECT_EQ(files, files_of(three->folder));
  EXPECT_THAT(files.at("clips.csv"),
              StartsWith("participant_id,file,kind,session,take,sha256\nP001,clips/P001.mp4,main,"));
  EXPECT_THAT(files.at("clips.csv"), HasSubstr("\nP001,clips/P001_neutral.mp4,neutral,1,1,"));
  EXPECT_NE(files.at("clips/P001.mp4"), files.at("clips/P002.mp4"));
}

TEST_F(SimulateStudyClips, SayThatTheyAreSimulatedAndTheTruthWhatTheyShow) {
  const auto study = made(with_clips("study", 2));
  ASSERT_TRUE(study.ok()) << study.error().message;
  const auto marked = media::is_simulated_clip(study->folder / "clips" / "P002.mp4");
  ASSERT_TRUE(marked.ok());
  EXPECT_TRUE(*marked);
  const auto truth = document::read_file(study->truth.string());
  ASSERT_TRUE(truth.ok());
  const auto* clips = truth->find("clips");
  ASSERT_NE(clips, nullptr);
  EXPECT_EQ(clips->find("units_not_shown")->as_items()->size(), 5U);
  const auto& first = truth->find("ratees")->as_items()->front();
  EXPECT_GT(*first.find("clip_mean_movements")->find("brow_inner_raise_mm")->as_number(), 0.0);
}

TEST_F(SimulateStudyClips, LeaveNoHalfClipWhenStopped) {
  std::stop_source source;
  const auto study = simulate_study(
      with_clips("study", 2),
      [&source](std::int64_t done, std::int64_t) {
        if (done > 30) source.request_stop();
      },
      source.get_token());
  ASSERT_FALSE(study.ok());
  EXPECT_EQ(study.error().code, base::ErrorCode::interrupted);
  for (const auto& [name, text] : files_of(scratch_.path() / "study")) {
    EXPECT_FALSE(name.find(".partial-") != std::string::npos) << name;
    EXPECT_NE(name, "participants.csv") << "tables come when the clips are there";
  }
}

}  // namespace
}  // namespace kizashi::pipeline
