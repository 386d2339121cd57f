// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/measure_study.h"

#include <gmock/gmock.h>

#include <fstream>

#include "kizashi/base/hash.h"
#include "kizashi/base/temporary_directory.h"
#include "kizashi/pipeline/study/import_measurements.h"
#include "kizashi/pipeline/study/study_lock.h"
#include "kizashi/pipeline/study/study_object.h"
#include "kizashi/pipeline/test_simulated_clip.h"
#include "kizashi/store/study_file.h"
#include "kizashi/study/protocol.h"

namespace kizashi::pipeline {
namespace {

using std::filesystem::path;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class Silent final : public BatchListener {
 public:
  void advanced(std::size_t, const ClipProgress&) override {}
  void ended(std::size_t, const ClipOutcome&) override {}
};

store::StudyFile study_in(const path& folder) {
  study::StudyFacts facts;
  facts.title = "Voices";
  facts.setting = study::Setting::simulated;
  const auto protocol = study::parse_protocol(study::built_in_protocols().front().text, "protocol");
  return *store::StudyFile::create(folder, facts, *protocol);
}

/// Two people: one with a neutral recording and a smile, one with a raise of the brows.
class MeasureStudy : public testing::Test {
 protected:
  void SetUp() override {
    if (const auto measurer = Measurer::create({}); !measurer.ok()) GTEST_SKIP() << measurer.error().message;
    for (const auto& [name, kind] : movements) ASSERT_TRUE(simulate_movement(folder_.path(), name, kind).ok());
    add({"参加者1", "参加者1_neutral", "b"});
  }

  void add(const std::vector<std::string>& stems) {
    auto change = study_.begin_change();
    ASSERT_TRUE(change.ok()) << change.error().message;
    for (const std::string& stem : stems) {
      const auto key = *study::clip_key_of(stem);
      study::Participant person{key.participant, study::Role::ratee, true, {}, {}};
      ASSERT_TRUE(change->add(person).ok());
      ASSERT_TRUE(change->add(study::Clip{key, video(stem).string(), *base::sha256_of_file(video(stem))}).ok());
    }
    ASSERT_TRUE(change->commit().ok());
  }

  void exclude(const char* id) {
    auto change = study_.begin_change();
    ASSERT_TRUE(change.ok() && change->add(study::Exclusion{*study::ParticipantId::of(id), {}, "left"}).ok());
    ASSERT_TRUE(change->commit().ok());
  }

  [[nodiscard]] path video(const std::string& stem) const { return folder_.path() / (stem + ".mp4"); }
  [[nodiscard]] path study_folder() const { return folder_.path() / "study"; }

  [[nodiscard]] base::Result<StudyMeasuring> prepared() const {
    StudyMeasureOptions options;
    options.folder = study_folder();
    options.cores = 2;
    options.today = "2026-11-23";
    return StudyMeasuring::prepare(options, {});
  }

  /// What became of those that had to be measured.
  static std::vector<std::string> words_of(const BatchOutcomes& outcomes) {
    std::vector<std::string> words;
    for (const auto& outcome : outcomes) {
      if (!outcome) {
        words.emplace_back("not begun");
      } else {
        words.emplace_back(outcome->report.ok() ? "done" : base::error_word(outcome->report.error().code));
      }
    }
    return words;
  }

  std::vector<std::string> run() {
    auto measuring = prepared();
    if (!measuring.ok()) return {measuring.error().message};
    Silent listener;
    return words_of(measuring->run(listener, {}));
  }

  [[nodiscard]] std::string table_of(std::int64_t id, const char* name) const {
    std::string bytes;
    EXPECT_TRUE(study_
                    .read_table(id, name,
                                [&](std::string_view piece) {
                                  bytes += piece;
                                  return base::Status();
                                })
                    .ok());
    return bytes;
  }

  [[nodiscard]] std::vector<std::string> actions() const {
    std::vector<std::string> actions;
    const auto log = study_.audit_log();
    for (const study::AuditEntry& entry : *log) actions.push_back(entry.action);
    return actions;
  }

  const std::vector<std::pair<std::string, std::string>> movements{
      {"参加者1", "smile"}, {"参加者1_neutral", "brow_lower"}, {"b", "brow_raise"}};
  base::TemporaryDirectory folder_;
  store::StudyFile study_ = study_in(folder_.path() / "study");
};

TEST_F(MeasureStudy, StoresTheBytesThatMeasuringEachClipGives) {
  EXPECT_THAT(run(), ElementsAre("done", "done", "done"));
  const auto measurer = Measurer::create({});
  const auto with_neutral = measurer->with_neutral(video("参加者1_neutral"), {});
  const auto stored = study_.measurements();
  ASSERT_TRUE(stored.ok() && with_neutral.ok());
  ASSERT_THAT(*stored, SizeIs(3));
  for (const store::StoredMeasurement& one : *stored) {
    const std::string stem = study::stem_of(one.key);
    const Measurer& its = stem == "参加者1" ? *with_neutral : *measurer;
    const auto expected = its.measure({video(stem), folder_.path() / "out", stem}, {});
    ASSERT_TRUE(expected.ok());
    EXPECT_EQ(table_of(one.id, "openface"), bytes_of(expected->openface_csv)) << stem;
    EXPECT_EQ(table_of(one.id, "measures"), bytes_of(expected->measures_csv)) << stem;
    const auto measurement = study_.measurement(one.id);
    EXPECT_EQ(measurement->sidecar, bytes_of(expected->sidecar)) << stem;
    EXPECT_EQ(measurement->provenance, document::write_line(its.provenance(*base::sha256_of_file(video(stem)))));
    EXPECT_FALSE(measurement->values.empty());
  }
}

TEST_F(MeasureStudy, LeavesWhatIsMeasuredAloneAndTakesUpWhatIsNew) {
  ASSERT_THAT(run(), ElementsAre("done", "done", "done"));
  EXPECT_THAT(run(), IsEmpty());
  ASSERT_TRUE(simulate_movement(folder_.path(), "b_take-2", "jaw_drop").ok());
  add({"b_take-2"});
  EXPECT_THAT(run(), ElementsAre("done"));
  EXPECT_THAT(*study_.measurements(), SizeIs(4));
  EXPECT_FALSE(std::filesystem::exists(study_folder() / ".measuring"));
  EXPECT_EQ(std::ranges::count(actions(), "clip.measure"), 4);
  EXPECT_THAT(*study_.check(), IsEmpty());
}

TEST_F(MeasureStudy, TellsOfWhatWasMeasuredBefore) {
  ASSERT_THAT(run(), ElementsAre("done", "done", "done"));
  const auto measuring = prepared();
  ASSERT_TRUE(measuring.ok());
  ASSERT_THAT(measuring->measured_before(), SizeIs(3));
  EXPECT_EQ(measuring->measured_before().front().report.frames, 13);
}

TEST_F(MeasureStudy, AChangedAndAVanishedClipFailAlone) {
  ASSERT_TRUE(simulate_movement(folder_.path(), "c", "jaw_drop").ok());
  add({"c"});
  std::ofstream(video("c"), std::ios::app) << "more";
  std::filesystem::remove(video("b"));
  EXPECT_THAT(run(), ElementsAre("missing-file", "changed-clip", "done", "done"));
  EXPECT_THAT(*study_.measurements(), SizeIs(2));
}

TEST_F(MeasureStudy, AChangedNeutralFailsWithTheClipsThatCountFromIt) {
  std::ofstream(video("参加者1_neutral"), std::ios::app) << "more";
  EXPECT_THAT(run(), ElementsAre("done", "changed-clip", "changed-clip"));
}

TEST_F(MeasureStudy, LeavesOutWhoIsExcluded) {
  exclude("参加者1");
  EXPECT_THAT(run(), ElementsAre("done"));
  EXPECT_THAT(prepared()->left_out(), SizeIs(2));
}

TEST_F(MeasureStudy, AClipWhoseNeutralIsExcludedLaterIsMeasuredAnew) {
  ASSERT_THAT(run(), SizeIs(3));
  auto change = study_.begin_change();
  const auto key = *study::clip_key_of("参加者1_neutral");
  ASSERT_TRUE(change.ok() && change->add(study::Exclusion{key.participant, key, "spoke"}).ok() &&
              change->commit().ok());
  EXPECT_THAT(run(), ElementsAre("done"));
  EXPECT_THAT(*study_.measurements(), SizeIs(4)) << "the older one is kept beside it";
}

TEST_F(MeasureStudy, IsForOneProcessAtATime) {
  const auto lock = StudyLock::take(study_folder());
  ASSERT_TRUE(lock.ok());
  EXPECT_EQ(prepared().error().code, base::ErrorCode::busy_study);
}

TEST_F(MeasureStudy, AStoppedRunKeepsWhatIsFinished) {
  class StopAfterOne final : public BatchListener {
   public:
    void advanced(std::size_t, const ClipProgress&) override {}
    void ended(std::size_t, const ClipOutcome&) override { source.request_stop(); }
    std::stop_source source;
  } listener;
  StudyMeasureOptions options;
  options.folder = study_folder();
  options.jobs = 1;
  {
    auto measuring = StudyMeasuring::prepare(options, {});
    ASSERT_TRUE(measuring.ok());
    EXPECT_THAT(words_of(measuring->run(listener, listener.source.get_token())),
                ElementsAre("done", "not begun", "not begun"));
  }
  EXPECT_THAT(*study_.measurements(), SizeIs(1));
  EXPECT_THAT(run(), ElementsAre("done", "done"));
}

/// A folder of results and the study without its measurements.
class ImportMeasurements : public MeasureStudy {
 protected:
  void SetUp() override {
    MeasureStudy::SetUp();
    if (IsSkipped()) return;
    const auto measurer = Measurer::create({});
    for (const char* stem : {"b", "参加者1_neutral"}) {
      ASSERT_TRUE(measurer->measure({video(stem), results(), stem}, {}).ok());
    }
  }

  [[nodiscard]] path results() const { return folder_.path() / "results"; }

  ImportedMeasurements imported() {
    rejections_.clear();
    const auto clips = study_.clips();
    auto change = study_.begin_change();
    const auto counts = import_measurements(*change, {results(), *clips},
                                            [&](const table::Rejection& one) { rejections_.push_back(one); });
    EXPECT_TRUE(counts.ok() && change->commit().ok());
    return counts.ok() ? *counts : ImportedMeasurements{};
  }

  std::vector<table::Rejection> rejections_;
};

TEST_F(ImportMeasurements, TakesInWhatMeasureWroteOnce) {
  EXPECT_EQ(imported().added, 2);
  EXPECT_EQ(imported().already_there, 2);
  EXPECT_THAT(rejections_, IsEmpty());
  EXPECT_THAT(run(), ElementsAre("done")) << "two of three are measured already";
}

TEST_F(ImportMeasurements, TakesTheStudyObjectOutAgain) {
  const std::string plain = bytes_of(results() / "b.json");
  const auto object =
      study_object(*study_.facts(), *study::clip_key_of("b"), *protocol_object(study_.protocol_versions()->back()));
  std::ofstream(results() / "b.json") << *with_study_object(plain, object);
  EXPECT_EQ(imported().added, 2);
  EXPECT_EQ(study_.measurement(study_.measurements()->front().id)->sidecar, plain);
}

TEST_F(ImportMeasurements, RejectsWhatIsNotWhole) {
  std::filesystem::remove(results() / "b.measures.csv");
  std::ofstream(results() / "other.json") << "{\"kind\": \"something\"}";
  EXPECT_EQ(imported().added, 1);
  ASSERT_THAT(rejections_, SizeIs(2));
  EXPECT_EQ(rejections_[0].file, (results() / "b.measures.csv").string());
  EXPECT_EQ(rejections_[1].file, (results() / "other.json").string());
}

TEST_F(ImportMeasurements, RejectsResultsOfAnUnknownClipAndTablesThatAreCutOff) {
  std::string text = bytes_of(results() / "b.csv");
  text.resize(text.rfind('\n', text.size() - 2) + 1);
  std::ofstream(results() / "b.csv") << text;
  const auto measurer = Measurer::create({});
  ASSERT_TRUE(measurer->measure({video("参加者1"), results(), "stranger"}, {}).ok());
  std::string sidecar = bytes_of(results() / "stranger.json");
  const std::string sha256 = *base::sha256_of_file(video("参加者1"));
  sidecar.replace(sidecar.find(sha256), sha256.size(), std::string(64, '0'));
  std::ofstream(results() / "stranger.json") << sidecar;
  EXPECT_EQ(imported().added, 1);
  ASSERT_THAT(rejections_, SizeIs(2));
  EXPECT_THAT(rejections_[0].reason, testing::HasSubstr("ends with frame"));
  EXPECT_THAT(rejections_[1].reason, testing::HasSubstr("no clip of the study"));
}

TEST_F(ImportMeasurements, NeedsTheFolder) {
  auto change = study_.begin_change();
  const auto counts = import_measurements(*change, {folder_.path() / "none", {}}, {});
  ASSERT_FALSE(counts.ok());
  EXPECT_EQ(counts.error().code, base::ErrorCode::missing_file);
}

}  // namespace
}  // namespace kizashi::pipeline
