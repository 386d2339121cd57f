// SPDX-License-Identifier: Apache-2.0
#include "kizashi/series/predicted_units.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace kizashi::series {
namespace {

using observation::ActionUnit;
using observation::UnitPredictor;
using observation::UnitPredictors;
using Mode = PredictedUnits::Mode;

/// Courses are kept in single precision.
constexpr double tolerance = 1e-6;
/// A running quantile is known to its histogram's bin.
constexpr double bin_width = 8.0 / 200.0;

enum Column : std::size_t { score, person, static_score };

UnitPredictor dynamic_predictor(ActionUnit unit) { return {unit, score, person, std::nullopt, true}; }
UnitPredictor static_predictor(ActionUnit unit) { return {unit, static_score, std::nullopt, std::nullopt, true}; }

UnitPredictors one_intensity(double rest_share) {
  UnitPredictor predictor = dynamic_predictor(ActionUnit::AU12);
  predictor.rest_share = rest_share;
  return {{predictor}, {}};
}

/// Score, then what the person's median takes off it; nothing for a frame that was not measured.
using Frame = std::optional<std::pair<double, double>>;

PredictedUnits units_of(const UnitPredictors& predictors, const std::vector<Frame>& frames, Mode mode = Mode::clip) {
  PredictedUnits units(predictors, mode);
  for (const Frame& frame : frames) {
    const Evidence evidence = frame ? Evidence{frame->first, frame->second, frame->first} : Evidence{};
    units.add(frame ? &evidence : nullptr);
  }
  units.finish();
  return units;
}

std::optional<double> intensity(const PredictedUnits& units, std::int64_t frame_idx) {
  const auto state = units.states(frame_idx)[index_of(ActionUnit::AU12)];
  return state ? state->intensity : std::nullopt;
}

std::optional<bool> presence(const PredictedUnits& units, std::int64_t frame_idx) {
  const auto state = units.states(frame_idx)[index_of(ActionUnit::AU12)];
  return state ? state->is_present : std::nullopt;
}

void expect_intensities(const PredictedUnits& units, const std::vector<std::optional<double>>& expected) {
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const auto value = intensity(units, static_cast<std::int64_t>(i));
    ASSERT_EQ(value.has_value(), expected[i].has_value()) << i;
    if (value) {
      EXPECT_NEAR(*value, *expected[i], tolerance) << i;
    }
  }
}

TEST(PredictedUnits, CountAClipsIntensitiesFromItsQuantileAgainstItsLastMedian) {
  // Less the last person part: 1 2 3 2 - 5 8 0 1, whose sorted fifth of eight is 2. Less that and within limits:
  // 0 0 1 0 - 3 5 0 0, then means of three, with 0 for the frame in which nothing was measured.
  const auto units = units_of(
      one_intensity(0.5),
      {{{2, 0.5}}, {{3, 0.5}}, {{4, 0.7}}, {{3, 0.7}}, std::nullopt, {{6, 0.9}}, {{9, 0.9}}, {{1, 1.0}}, {{2, 1.0}}});
  expect_intensities(units, {0.0, 1.0 / 3, 1.0 / 3, 1.0 / 3, std::nullopt, 8.0 / 3, 8.0 / 3, 5.0 / 3, 0.0});
}

TEST(PredictedUnits, LetSevenFramesVoteOnAPresenceButAtTheEnds) {
  UnitPredictors predictors{{}, {dynamic_predictor(ActionUnit::AU12)}};
  predictors.presences[0].positive_is_present = false;
  // Negative is present: 1 0 1 1 1 - 0 0 1 0 1; the votes of the middle are 4, 3, -, 3, 3 of 7.
  const std::vector<double> classes{1, 0, 1, 1, 1, -1, 0, 0, 1, 0, 1};
  std::vector<Frame> frames;
  for (const double value : classes) frames.push_back(value < 0 ? Frame() : Frame({4.5 - value, 4.0}));
  const auto units = units_of(predictors, frames);
  const std::vector<std::optional<bool>> expected{true,  false, true, true,  false, std::nullopt,
                                                  false, false, true, false, true};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(presence(units, static_cast<std::int64_t>(i)), expected[i]) << i;
  }
}

TEST(PredictedUnits, ScoreThreeThousandMeasuredFramesAnewAndLeaveLaterOnesAsTheyCame) {
  std::vector<Frame> frames(3005, Frame({2.0, 1.0}));
  frames.front().reset();
  frames.back() = {2.0, 0.0};
  const auto units = units_of({{dynamic_predictor(ActionUnit::AU12)}, {}}, frames);
  EXPECT_NEAR(intensity(units, 2999).value(), 2.0, tolerance);
  EXPECT_NEAR(intensity(units, 3000).value(), (2.0 + 2.0 + 1.0) / 3, tolerance);
  EXPECT_NEAR(intensity(units, 3002).value(), 1.0, tolerance);
  EXPECT_NEAR(intensity(units, 3003).value(), (1.0 + 1.0 + 2.0) / 3, tolerance);
  EXPECT_NEAR(intensity(units, 3004).value(), 2.0, tolerance);
}

TEST(PredictedUnits, OfStaticPredictorsAreLimitedAndSmoothedAlone) {
  const auto units = units_of({{static_predictor(ActionUnit::AU12)}, {}}, {{{2, 9}}, {{7, 9}}, {{-3, 9}}, {{1, 9}}});
  expect_intensities(units, {2.0, 7.0 / 3, 2.0, 1.0});
}

TEST(PredictedUnits, OfASinglePictureAreItsScoresWithinLimits) {
  const UnitPredictors predictors{{static_predictor(ActionUnit::AU12)}, {static_predictor(ActionUnit::AU12)}};
  for (const double value : {2.0, 7.0, -3.0}) {
    const auto units = units_of(predictors, {{{value, 9}}});
    expect_intensities(units, {std::clamp(value, 0.0, 5.0)});
    EXPECT_EQ(presence(units, 0), value > 0.0);
  }
}

TEST(PredictedUnits, OfARunningClipCountFromItsRestingTenthOnceTenFramesAreKnown) {
  std::vector<Frame> frames(12, Frame({3.0, 1.0}));
  frames[3].reset();
  frames[11] = {4.5, 1.0};
  const auto units = units_of(one_intensity(0.5), frames, Mode::running);
  EXPECT_NEAR(intensity(units, 9).value(), 2.0, tolerance) << "the ninth that was measured";
  EXPECT_FALSE(intensity(units, 3).has_value());
  EXPECT_NEAR(intensity(units, 10).value(), 0.0, tolerance);
  EXPECT_NEAR(intensity(units, 11).value(), 1.5, bin_width);
}

TEST(PredictedUnits, OfARunningClipKnowNothingOfWhatComesLater) {
  std::vector<Frame> frames(40, Frame({3.0, 1.0}));
  const auto before = units_of(one_intensity(0.5), frames, Mode::running);
  for (std::size_t i = 20; i < frames.size(); ++i) frames[i] = {-3.0, 2.0};
  const auto after = units_of(one_intensity(0.5), frames, Mode::running);
  for (int i = 0; i < 20; ++i) EXPECT_EQ(intensity(before, i), intensity(after, i));
}

TEST(PredictedUnits, KeepToOneClassAFrameInARunningClip) {
  const UnitPredictors predictors{{}, {dynamic_predictor(ActionUnit::AU12)}};
  const auto units = units_of(
      predictors, {{{2, 1}}, {{1, 2}}, {{2, 1}}, {{1, 2}}, {{1, 2}}, {{1, 2}}, {{1, 2}}, {{1, 2}}}, Mode::running);
  EXPECT_EQ(presence(units, 2), true);
  EXPECT_EQ(presence(units, 3), false);
}

TEST(PredictedUnits, OfAShortClipAreTheirOwnFramesAtTheEnds) {
  UnitPredictors predictors{{dynamic_predictor(ActionUnit::AU12)}, {dynamic_predictor(ActionUnit::AU12)}};
  for (const std::size_t length : {0U, 1U, 2U, 6U}) {
    std::vector<Frame> frames;
    for (std::size_t i = 0; i < length; ++i) frames.push_back({{i % 2 == 0 ? 3.0 : 0.0, 1.0}});
    const auto units = units_of(predictors, frames);
    for (std::size_t i = 0; i < length; ++i) {
      const auto frame_idx = static_cast<std::int64_t>(i);
      EXPECT_EQ(presence(units, frame_idx), i % 2 == 0) << length;
      const bool is_at_end = i == 0 || i + 1 == length;
      const double between = i % 2 == 0 ? 2.0 / 3 : 4.0 / 3;
      EXPECT_NEAR(intensity(units, frame_idx).value(), is_at_end ? (i % 2 == 0 ? 2.0 : 0.0) : between, tolerance);
    }
  }
}

TEST(PredictedUnits, OfAClipInWhichNothingWasMeasuredAreNothing) {
  const auto units = units_of(one_intensity(0.5), {std::nullopt, std::nullopt, std::nullopt});
  expect_intensities(units, {std::nullopt, std::nullopt, std::nullopt});
}

TEST(PredictedUnits, SayNothingOfWhatTheyDoNotPredict) {
  const UnitPredictors predictors{{static_predictor(ActionUnit::AU06)}, {static_predictor(ActionUnit::AU28)}};
  const auto states = units_of(predictors, {{{2, 0}}}).states(0);
  const auto& lip_suck = states[index_of(ActionUnit::AU28)];
  EXPECT_EQ(lip_suck->is_present, true);
  EXPECT_FALSE(lip_suck->intensity || lip_suck->presence_probability || lip_suck->left_intensity);
  EXPECT_FALSE(states[index_of(ActionUnit::AU06)]->is_present.has_value());
  EXPECT_FALSE(states[index_of(ActionUnit::AU12)].has_value());
}

TEST(PredictedUnits, EvidenceThatLacksAColumnIsNoEvidence) {
  PredictedUnits units(one_intensity(0.5), Mode::clip);
  const Evidence whole{1.0, 0.5, std::nullopt};
  const Evidence without_person{1.0, std::nullopt, 1.0};
  units.add(&whole);
  units.add(&without_person);
  units.finish();
  EXPECT_TRUE(units.states(0)[index_of(ActionUnit::AU12)].has_value());
  EXPECT_FALSE(units.states(1)[index_of(ActionUnit::AU12)].has_value());
}

std::filesystem::path stages() {
  const char* shared = std::getenv("KIZASHI_SHARED");
  const char* source = std::getenv("KIZASHI_SOURCE_DIR");
  const std::filesystem::path project = source == nullptr ? "." : source;
  return (shared != nullptr ? std::filesystem::path(shared) : project / "../shared") /
         "data/openface-reference/stages/st_aoc";
}

/// The columns of a table of numbers by their names.
std::map<std::string, std::vector<double>> table_of(const std::string& name) {
  std::ifstream file(stages() / (name + ".csv"));
  std::string line;
  std::getline(file, line);
  std::vector<std::string> names;
  std::istringstream header(line);
  for (std::string cell; std::getline(header, cell, ',');) names.push_back(cell);
  std::map<std::string, std::vector<double>> table;
  while (std::getline(file, line)) {
    std::istringstream cells(line);
    std::string cell;
    for (const std::string& column : names) {
      std::getline(cells, cell, ',');
      table[column].push_back(std::stod(cell));
    }
  }
  return table;
}

/// Cutoffs of OpenFace 2.2's dynamic intensities, and the presences whose positive scores mean presence.
const std::map<std::string, double> rest_shares{{"AU01", 0.55}, {"AU02", 0.75}, {"AU05", 0.8},  {"AU09", 0.7},
                                                {"AU15", 0.55}, {"AU17", 0.2},  {"AU20", 0.65}, {"AU23", 0.65},
                                                {"AU25", 0.3},  {"AU26", 0.3},  {"AU45", 0.6}};
const std::vector<std::string> positive_presences{"AU10", "AU12", "AU25"};

UnitPredictor intensity_predictor(ActionUnit unit) {
  UnitPredictor predictor = dynamic_predictor(unit);
  const auto share = rest_shares.find(std::string(code_of(unit)));
  if (share != rest_shares.end()) predictor.rest_share = share->second;
  return predictor;
}

UnitPredictor presence_predictor(ActionUnit unit) {
  UnitPredictor predictor = dynamic_predictor(unit);
  predictor.positive_is_present =
      std::find(positive_presences.begin(), positive_presences.end(), code_of(unit)) != positive_presences.end();
  return predictor;
}

/// To the two decimals of OpenFace's table.
double as_written(double intensity) { return std::round(intensity * 100.0); }

TEST(PredictedUnitsReference, IntensitiesAreThoseOfOpenFace) {
  if (!std::filesystem::exists(stages())) GTEST_SKIP() << "no reference values in " << stages();
  const auto online = table_of("intensity_1_online");
  const auto again = table_of("intensity_2_repredicted");
  const auto last = table_of("intensity_4_smoothed");
  ASSERT_EQ(last.at("frame").size(), 200U);
  for (const ActionUnit unit : observation::all_action_units) {
    if (unit == ActionUnit::AU28) continue;
    const std::string code(code_of(unit));
    // Scores that count from the last median of the person, so that its own part in them is 0.
    std::vector<Frame> frames;
    for (std::size_t i = 0; i < 200; ++i) {
      const double scored_again = again.at(code)[i];
      frames.push_back({{scored_again, scored_again - online.at(code)[i]}});
    }
    const auto units = units_of({{intensity_predictor(unit)}, {}}, frames);
    for (std::size_t i = 0; i < 200; ++i) {
      const auto state = units.states(static_cast<std::int64_t>(i))[index_of(unit)];
      EXPECT_NEAR(state->intensity.value(), last.at(code)[i], tolerance) << code << " in frame " << i;
      EXPECT_EQ(as_written(state->intensity.value()), as_written(last.at(code)[i])) << code << " in frame " << i;
    }
  }
}

TEST(PredictedUnitsReference, PresencesAreThoseOfOpenFace) {
  if (!std::filesystem::exists(stages())) GTEST_SKIP() << "no reference values in " << stages();
  const auto decisions = table_of("presence_2_decision");
  const auto last = table_of("presence_4_smoothed");
  ASSERT_EQ(last.at("frame").size(), 200U);
  for (const ActionUnit unit : observation::all_action_units) {
    const std::string code(code_of(unit));
    std::vector<Frame> frames;
    for (const double decision : decisions.at(code)) frames.push_back({{decision, 0.0}});
    const auto units = units_of({{}, {presence_predictor(unit)}}, frames);
    for (std::size_t i = 0; i < 200; ++i) {
      const auto state = units.states(static_cast<std::int64_t>(i))[index_of(unit)];
      EXPECT_EQ(state->is_present.value(), last.at(code)[i] == 1.0) << code << " in frame " << i;
    }
  }
}

}  // namespace
}  // namespace kizashi::series
