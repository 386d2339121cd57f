// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/second_pass.h"

#include <gmock/gmock.h>

#include <string>

#include "kizashi/base/temporary_directory.h"
#include "kizashi/pipeline/clip_tables.h"
#include "kizashi/table/measures_csv.h"
#include "kizashi/table/openface_csv.h"

namespace kizashi::pipeline {
namespace {

using observation::ActionUnit;

constexpr double written_tolerance = 0.005 + 1e-9;

/// One piece of evidence that is every unit's, so that the intensity is 5 * (evidence - neutral) / 10.
class SecondPassOfAClip : public testing::Test {
 protected:
  SecondPassOfAClip() {
    series::EvidenceTerm term;
    term.column_idx = {0};
    term.typical_neutral = {20.0};
    term.full_range = 10.0;
    for (auto& unit : map_.units) {
      unit.terms = {term};
      unit.curve = {{0.0, 0.0}, {1.0, 5.0}};
    }
  }

  /// A frame with a face for each piece of evidence.
  static observation::FrameObservation frame(std::int64_t idx, const std::map<int, double>& evidence_mm_of_face) {
    observation::FrameObservation result{idx, static_cast<double>(idx) / 25.0, {}};
    for (const auto& [face_id, evidence_mm] : evidence_mm_of_face)
      result.faces.push_back(face_of(face_id, evidence_mm));
    return result;
  }

  static observation::FaceObservation face_of(int face_id, double evidence_mm) {
    observation::FaceObservation face;
    face.face_id = face_id;
    face.points_px.fill({10.0F, 20.0F});
    face.head_pose = observation::HeadPose{Eigen::Matrix3d::Identity(), {0, 0, 600}};
    face.gaze = observation::Gaze{{0, 0, -1}, {0, 0, -1}};
    face.evidence = {evidence_mm};
    return face;
  }

  /// 40 frames: rest at 30 mm, one push to 34 mm, then nobody, then rest again.
  std::map<int, ClipFace> run() {
    std::vector<observation::FrameObservation> frames;
    for (std::int64_t idx = 0; idx < 40; ++idx) {
      std::map<int, double> evidence_mm_of_face{{0, idx == 20 ? 34.0 : 30.0}};
      if (idx == 21) evidence_mm_of_face.clear();
      frames.push_back(frame(idx, evidence_mm_of_face));
    }
    return run(frames);
  }

  std::map<int, ClipFace> run(const std::vector<observation::FrameObservation>& frames) {
    openface_text_.clear();
    measures_text_.clear();
    auto raw = RawTables::create(folder_.path(), "clip", columns_);
    const UnitRules rules{columns_, baseline_, face::Reading::clip, &map_};
    ClipWatch watch(rules);
    for (const auto& observed : frames) {
      watch.add(observed);
      EXPECT_TRUE(raw->add(observed).ok());
    }
    EXPECT_TRUE(raw->finish().ok());
    const auto neutral = watch.neutral_of_face({baseline_, {}});
    auto summaries = run_second_pass(
        {raw->openface_path(), raw->measures_path(), table::sink_to(openface_text_), table::sink_to(measures_text_)},
        {rules, neutral, watch.predicted(), speech_at_}, {});
    EXPECT_TRUE(summaries.ok()) << (summaries.ok() ? "" : summaries.error().message);
    return *std::move(summaries);
  }

  base::TemporaryDirectory folder_;
  std::vector<observation::EvidenceColumn> columns_{{"brow_mm", "mm", "a brow"}};
  series::ActionUnitMap map_;
  series::BaselineMode baseline_ = series::BaselineMode::clip;
  observation::SpeechAt speech_at_;
  std::string openface_text_;
  std::string measures_text_;
};

TEST_F(SecondPassOfAClip, SummarizesEachUnitAgainstThePersonsOwnNeutral) {
  const auto summaries = run();
  ASSERT_EQ(summaries.size(), 1U);
  const auto& summary = summaries.at(0).summary.whole.units[index_of(ActionUnit::AU12)];
  EXPECT_EQ(summary.frames, 39);
  EXPECT_EQ(summary.bouts, 1);
  EXPECT_NEAR(summary.max_intensity.value(), 2.0, 0.02);
}

TEST_F(SecondPassOfAClip, AFaceThatIsMissingBesideAnotherIsLostInThatFrame) {
  std::vector<observation::FrameObservation> frames;
  for (std::int64_t idx = 0; idx < 60; ++idx) {
    const double pushed_mm = idx >= 30 && idx < 40 ? 34.0 : 30.0;
    frames.push_back(
        frame(idx, idx == 35 ? std::map<int, double>{{0, 30.0}} : std::map<int, double>{{0, 30.0}, {1, pushed_mm}}));
  }
  const auto faces = run(frames);
  EXPECT_EQ(faces.at(1).summary.whole.units[0].bouts, 2);
  EXPECT_EQ(faces.at(1).summary.gaps.gaps, 1);
  EXPECT_EQ(faces.at(0).summary.gaps.gaps, 0);
}

TEST_F(SecondPassOfAClip, SummarizesWhatIsSaidAndWhatIsNotApart) {
  speech_at_ = [](double timestamp_s) {
    if (timestamp_s < 0.39) return observation::HeardSpeech{};
    const bool speaking = timestamp_s < 0.99;
    return observation::HeardSpeech{speaking ? observation::Speech::speaking : observation::Speech::silent, 0.5};
  };
  const auto summary = run().at(0).summary;
  EXPECT_EQ(summary.unknown.frames, 10);
  EXPECT_EQ(summary.speaking.frames, 14);
  EXPECT_EQ(summary.silent.frames, 15);
  EXPECT_EQ(summary.speaking.units[0].bouts, 1);
  EXPECT_EQ(summary.silent.units[0].bouts, 0);
}

TEST_F(SecondPassOfAClip, WritesOneRowAFrameWithTheLostOneMarked) {
  run();
  auto rows = table::OpenFaceReader::of(*table::CsvReader::of_text(openface_text_, "clip.csv"));
  ASSERT_TRUE(rows.ok());
  for (std::int64_t number = 1; number <= 40; ++number) {
    auto row = rows->next();
    ASSERT_TRUE(row.ok() && row->has_value()) << number;
    EXPECT_EQ((*row)->frame_number, number);
    EXPECT_EQ((*row)->success, number != 22);
    const auto intensity = (*row)->intensities[index_of(ActionUnit::AU12)];
    ASSERT_EQ(intensity.has_value(), number != 22);
    if (intensity) {
      EXPECT_NEAR(*intensity, number == 21 ? 2.0 : 0.0, 0.02 + written_tolerance);
    }
  }
}

TEST_F(SecondPassOfAClip, WritesWhatIsHeardInEveryRowAndABlankWhereNothingIsKnown) {
  speech_at_ = [](double timestamp_s) {
    if (timestamp_s < 1.0) return observation::HeardSpeech{};
    return observation::HeardSpeech{observation::Speech::speaking, 0.75};
  };
  run();
  auto rows = table::MeasuresReader::of(*table::CsvReader::of_text(measures_text_, "clip.measures.csv"));
  ASSERT_TRUE(rows.ok());
  for (std::int64_t number = 1; number <= 40; ++number) {
    const auto row = rows->next();
    ASSERT_TRUE(row.ok() && row->has_value()) << number;
    EXPECT_EQ((*row)->speech_probability, number <= 25 ? std::nullopt : std::optional(0.75)) << number;
  }
}

TEST_F(SecondPassOfAClip, HoldsTheMouthAgainstTheVoiceWhereTheEvidenceTellsOfIt) {
  speech_at_ = [](double) { return observation::HeardSpeech{observation::Speech::speaking, 1.0}; };
  EXPECT_FALSE(run().at(0).mouth.speaking_speed_mm_per_s);
  columns_[0].name = "inner_lip_gap_mm";
  const auto mouth = run().at(0).mouth;
  EXPECT_GT(mouth.speaking_speed_mm_per_s.value(), 0.0) << "it opens once, by 4 mm";
  EXPECT_FALSE(mouth.agreement) << "there is no silence";
}

TEST_F(SecondPassOfAClip, TheMeasuresAloneGiveTheSameActionUnitsAgain) {
  run();
  auto rows = table::MeasuresReader::of(*table::CsvReader::of_text(measures_text_, "clip.measures.csv"));
  ASSERT_TRUE(rows.ok());
  series::Baseline baseline(map_, columns_);
  std::vector<table::MeasuresRow> kept;
  for (auto row = rows->next(); row.ok() && row->has_value(); row = rows->next()) {
    if ((*row)->success) {
      baseline.add((*row)->evidence);
      kept.push_back(**row);
    }
  }
  ASSERT_EQ(kept.size(), 39U);
  const auto neutral = baseline.resting_part();
  for (const auto& row : kept) {
    const auto states = series::evaluate(map_, neutral, row.evidence);
    const auto& au28 = states[index_of(ActionUnit::AU28)].value();
    EXPECT_FLOAT_EQ(static_cast<float>(row.au28_intensity.value()), static_cast<float>(au28.intensity.value()));
  }
}

TEST_F(SecondPassOfAClip, WithoutABaselineIntensitiesCountFromWhatMostFacesShow) {
  baseline_ = series::BaselineMode::none;
  EXPECT_NEAR(run().at(0).summary.whole.units[0].mean_intensity.value(), 5.0, written_tolerance)
      << "10 mm and more over the typical 20";
}

TEST_F(SecondPassOfAClip, ARunningBaselineKnowsNothingOfWhatComesLater) {
  baseline_ = series::BaselineMode::running;
  const auto summary = run().at(0).summary.whole.units[0];
  // Nine frames count from the typical 20 mm, for want of frames; from the tenth on the 30 mm shown so far are neutral.
  EXPECT_NEAR(summary.max_intensity.value(), 5.0, written_tolerance);
  EXPECT_NEAR(summary.mean_intensity.value(), (9 * 5.0 + 2.0) / 39, written_tolerance);
}

}  // namespace
}  // namespace kizashi::pipeline
