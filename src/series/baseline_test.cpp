// SPDX-License-Identifier: Apache-2.0
#include "kizashi/series/baseline.h"

#include <gtest/gtest.h>

#include <set>

namespace kizashi::series {
namespace {

constexpr double bin_mm = 0.02;

const std::vector<observation::EvidenceColumn> columns{{"brow_mm", "mm", ""}, {"lid_mm", "mm", ""}};

EvidenceTerm term_on(std::size_t column, double direction) {
  EvidenceTerm term;
  term.column_idx = {column};
  term.typical_neutral = {20.0};
  term.direction = direction;
  return term;
}

ActionUnitMap map_of_two() {
  ActionUnitMap map;
  map.units[index_of(observation::ActionUnit::AU01)].terms = {term_on(0, 1.0)};
  map.units[index_of(observation::ActionUnit::AU45)].terms = {term_on(1, -1.0)};
  return map;
}

TEST(Baseline, IsTheQuantileOnTheRestingSide) {
  const ActionUnitMap map = map_of_two();
  Baseline baseline(map, columns);
  for (int i = 0; i <= 1000; ++i) baseline.add({10.0 + i * 0.01, 5.0 + i * 0.01});
  const NeutralValues neutral = baseline.resting_part();
  EXPECT_NEAR(neutral[index_of(observation::ActionUnit::AU01)][0][0], 11.0, 2 * bin_mm);
  EXPECT_NEAR(neutral[index_of(observation::ActionUnit::AU45)][0][0], 14.0, 2 * bin_mm);
}

TEST(Baseline, IsDrawnHalfWayToTheTypicalFaceWhereTheMapSaysSo) {
  ActionUnitMap map = map_of_two();
  map.units[index_of(observation::ActionUnit::AU01)].terms[0].neutral.typical_share = 0.5;
  Baseline baseline(map, columns);
  for (int i = 0; i < 50; ++i) baseline.add({10.0, 10.0});
  EXPECT_NEAR(baseline.resting_part()[index_of(observation::ActionUnit::AU01)][0][0], 15.0, bin_mm);
}

TEST(Baseline, OfAHandfulOfFramesIsTheTypicalNeutral) {
  const ActionUnitMap map = map_of_two();
  Baseline baseline(map, columns);
  for (int i = 0; i < 9; ++i) baseline.add({3.0, 3.0});
  EXPECT_DOUBLE_EQ(baseline.resting_part()[index_of(observation::ActionUnit::AU01)][0][0], 20.0);
}

TEST(Baseline, MissingEvidenceIsLeftOut) {
  const ActionUnitMap map = map_of_two();
  Baseline baseline(map, columns);
  for (int i = 0; i < 50; ++i) baseline.add({7.0, std::nullopt});
  EXPECT_NEAR(baseline.resting_part()[index_of(observation::ActionUnit::AU01)][0][0], 7.0, bin_mm);
  EXPECT_DOUBLE_EQ(baseline.resting_part()[index_of(observation::ActionUnit::AU45)][0][0], 20.0);
}

TEST(Baseline, OfARecordingAtRestIsItsMedianWhateverTheMapsQuantile) {
  const ActionUnitMap map = map_of_two();
  Baseline baseline(map, columns);
  for (int i = 0; i < 3; ++i) baseline.add({7.0 + i, 2.0});
  const NeutralValues neutral = baseline.median();
  EXPECT_NEAR(neutral[index_of(observation::ActionUnit::AU01)][0][0], 8.0, bin_mm);
  EXPECT_NEAR(neutral[index_of(observation::ActionUnit::AU45)][0][0], 2.0, bin_mm);
}

TEST(Baseline, EveryModeHasAWordAndAnAssumption) {
  std::set<std::string_view> words;
  for (const auto mode : {BaselineMode::none, BaselineMode::clip, BaselineMode::running, BaselineMode::recorded}) {
    words.insert(word_of(mode));
    words.insert(assumption_of(mode));
  }
  EXPECT_EQ(words.size(), 8U);
}

}  // namespace
}  // namespace kizashi::series
