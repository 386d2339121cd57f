// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/study_effects.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "kizashi/study/protocol.h"

namespace kizashi::synth {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string text_of(std::string_view name) {
  for (const auto& effects : built_in_effects()) {
    if (effects.name == name) return std::string(effects.text);
  }
  return {};
}

StudyEffects effects_of(std::string_view name) {
  auto effects = parse_study_effects(text_of(name), name);
  EXPECT_TRUE(effects.ok()) << effects.error().message;
  return *std::move(effects);
}

/// The built-in file `paper` with one text put in the place of another.
std::string changed(const std::string& from, const std::string& into) {
  std::string text = text_of("paper");
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), into);
}

std::string mistake_in(const std::string& text) {
  const auto effects = parse_study_effects(text, "my.json");
  if (effects.ok()) return "nothing";
  EXPECT_EQ(effects.error().code, base::ErrorCode::invalid_document);
  return effects.error().message;
}

std::set<std::string> raised_units(const StudyEffects& effects) {
  std::set<std::string> raised;
  for (const auto& unit : effects.units) {
    if (unit.presence && unit.presence->d != 0.0) raised.emplace(code_of(unit.unit));
  }
  return raised;
}

TEST(StudyEffects, OfThePaperAreWhatItFound) {
  const StudyEffects paper = effects_of("paper");
  EXPECT_THAT(raised_units(paper), ElementsAre("AU01", "AU05", "AU20", "AU25", "AU26", "AU28"));
  for (const auto& item : paper.ratings.items) {
    EXPECT_EQ(item.difference, item.valence == study::RatingItem::Valence::positive ? -0.35 : 0.0) << item.id;
  }
  for (const auto& unit : paper.units) {
    ASSERT_TRUE(unit.presence.has_value());
    EXPECT_EQ(unit.intensity.value_or(*unit.presence).d, unit.presence->d) << code_of(unit.unit);
  }
}

TEST(StudyEffects, CoverWhatTheProtocolOfThePaperAsks) {
  const auto protocol = study::parse_protocol(study::built_in_protocols().front().text, "protocol");
  ASSERT_TRUE(protocol.ok());
  const StudyEffects paper = effects_of("paper");
  ASSERT_EQ(paper.ratings.items.size(), protocol->protocol.items.size());
  for (const auto& item : paper.ratings.items) {
    const auto* asked = study::find_item(protocol->protocol, item.id);
    ASSERT_NE(asked, nullptr) << item.id;
    EXPECT_EQ(asked->valence, item.valence) << item.id;
  }
  const auto& groups = protocol->protocol.groupings.front().groups;
  EXPECT_EQ(paper.score.affected.id, groups[0].id);
  EXPECT_EQ(paper.score.affected.low, groups[0].low);
  EXPECT_EQ(paper.score.reference.high, groups[1].high);
  EXPECT_EQ(paper.ratings.scale.highest, protocol->protocol.scale.highest);
  EXPECT_EQ(paper.units.size(), 18U);
  const auto intensities = std::count_if(paper.units.begin(), paper.units.end(),
                                         [](const UnitEffect& unit) { return unit.intensity.has_value(); });
  EXPECT_EQ(intensities, 17) << "as OpenFace: AU28 has none";
}

TEST(StudyEffects, NoneIsThePaperWithoutItsEffects) {
  std::string paper = text_of("paper");
  const auto replace_all = [&paper](const std::string& from, const std::string& into) {
    for (auto at = paper.find(from); at != std::string::npos; at = paper.find(from))
      paper.replace(at, from.size(), into);
  };
  replace_all("\"d\": 0.7", "\"d\": 0.0");
  replace_all("\"difference\": -0.35", "\"difference\": 0.0");
  replace_all("\"name\": \"paper\"", "\"name\": \"none\"");
  EXPECT_EQ(paper, text_of("none"));
}

TEST(StudyEffects, EveryMistakeIsToldWithItsPlace) {
  EXPECT_THAT(mistake_in(changed("\"ratee_sd\": 0.5", "\"ratee_sd\": -1")), HasSubstr("ratings.ratee_sd"));
  EXPECT_THAT(mistake_in(changed("\"AU02\"", "\"AU01\"")), HasSubstr("action_units.units[1].unit"));
  EXPECT_THAT(mistake_in(changed("\"AU02\"", "\"AU03\"")), HasSubstr("action_units.units[1].unit"));
  EXPECT_THAT(mistake_in(changed("\"id\": \"natural\"", "\"id\": \"expressive\"")), HasSubstr("ratings.items[1].id"));
  EXPECT_THAT(mistake_in(changed("\"step\": 1", "\"step\": 0")), HasSubstr("ratings.scale.step"));
  EXPECT_THAT(mistake_in(changed("\"step\": 1", "\"step\": 0.0001")), HasSubstr("ratings.scale.step"));
  EXPECT_THAT(mistake_in(changed("\"highest\": 7", "\"highest\": 1")), HasSubstr("ratings.scale.highest"));
  EXPECT_THAT(mistake_in(changed("\"low\": 1, \"high\": 10", "\"low\": 1, \"high\": 12")),
              HasSubstr("score.reference"));
  EXPECT_THAT(mistake_in(changed("\"outside_high\": 40", "\"outside_high\": 20")), HasSubstr("score.outside_high"));
  EXPECT_THAT(mistake_in(changed("\"outside_high\": 40", "\"outside_high\": 64")), HasSubstr("score.outside_high"));
  EXPECT_THAT(mistake_in(changed("\"bdi2\"", "\"bdi3\"")), HasSubstr("score.instrument"));
  EXPECT_THAT(mistake_in(changed("\"mean\": 0.4", "\"mean\": 5.5")), HasSubstr("presence.mean"));
  EXPECT_THAT(mistake_in(changed("\"share\": 0.0", "\"share\": 1.5")), HasSubstr("missing.share"));
  EXPECT_THAT(mistake_in(changed("\"rater_sd\"", "\"rather_sd\"")), HasSubstr("rather_sd"));
}

TEST(StudyEffects, AMistakeHasLineAndColumn) {
  const auto effects = parse_study_effects(changed("\"rater_sd\": 0.5", "\"rater_sd\": \"wide\""), "my.json");
  ASSERT_FALSE(effects.ok());
  ASSERT_TRUE(effects.error().position.has_value());
  EXPECT_EQ(effects.error().position->line, 15U);
}

TEST(StudyEffects, TextThatIsNoJsonIsRefused) { EXPECT_NE(mistake_in("{"), "nothing"); }

}  // namespace
}  // namespace kizashi::synth
