// SPDX-License-Identifier: Apache-2.0
#include "kizashi/study/protocol.h"

#include <gmock/gmock.h>

#include <limits>
#include <string>

#include "kizashi/base/hash.h"
#include "kizashi/study/participant.h"

namespace kizashi::study {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Optional;

const std::string whole = R"({
  "schema": 1, "id": "smiles", "version": "2", "title": {"en": "Smiles", "ja": "笑顔"}, "citation": "nobody",
  "items": [{"id": "warm", "label": {"en": "warm", "ja": "温かい"}, "valence": "positive"},
            {"id": "cold", "label": {"en": "cold", "ja": "冷たい"}, "valence": "negative"}],
  "scale": {"lowest": 0, "highest": 100, "step": 0.5, "lowest_label": {"en": "not", "ja": "否"},
            "highest_label": {"en": "very", "ja": "大"}},
  "instrument": "phq9",
  "groupings": [{"id": "main", "groups": [
     {"id": "high", "label": {"en": "high", "ja": "高"}, "low": 10, "high": 27},
     {"id": "lower", "label": {"en": "low", "ja": "低"}, "low": 0, "high": 9}]}],
  "families": [{"id": "faces", "analyses": ["au.group_welch"]}, {"id": "people", "analyses": ["ratings.by_ratee"]}],
  "smallest_effect_d": 0.3, "alpha": 0.01, "baseline": "running", "segment": "silent", "summary": "median",
  "clip_duration_s": 20})";

std::string with(const std::string& old_text, const std::string& new_text) {
  std::string text = whole;
  const std::size_t at = text.find(old_text);
  EXPECT_NE(at, std::string::npos) << old_text;
  return text.replace(at, old_text.size(), new_text);
}

std::string mistake_in(const std::string& text) {
  const auto protocol = parse_protocol(text, "smiles.json");
  if (protocol.ok()) return "";
  EXPECT_EQ(protocol.error().code, base::ErrorCode::invalid_document);
  EXPECT_TRUE(protocol.error().position);
  return protocol.error().message;
}

Protocol sugimori() {
  const auto document = parse_protocol(built_in_protocols().front().text, "sugimori2025");
  EXPECT_TRUE(document.ok()) << document.error().message;
  return document->protocol;
}

TEST(Protocol, AnotherStudyNeedsNoCode) {
  const auto document = parse_protocol(whole, "smiles.json");
  ASSERT_TRUE(document.ok()) << document.error().message;
  const Protocol& protocol = document->protocol;
  EXPECT_EQ(protocol.items.at(1).valence, RatingItem::Valence::negative);
  EXPECT_EQ(protocol.items.at(1).label.ja, "冷たい");
  EXPECT_EQ(protocol.scale.step, 0.5);
  EXPECT_EQ(protocol.baseline, Baseline::running);
  EXPECT_EQ(protocol.segment, Segment::silent);
  EXPECT_EQ(protocol.summary, "median");
  EXPECT_EQ(protocol.groupings.front().groups.front().low, 10);
}

TEST(Protocol, ThePapersIsThere) {
  const Protocol protocol = sugimori();
  std::vector<std::string> positive;
  std::vector<std::string> others;
  for (const RatingItem& item : protocol.items) {
    (item.valence == RatingItem::Valence::positive ? positive : others).push_back(item.id);
  }
  EXPECT_THAT(positive, ElementsAre("expressive", "natural", "friendly", "likeable"));
  EXPECT_THAT(others, ElementsAre("stiff", "fake", "nervous"));
  EXPECT_EQ(protocol.instrument, "bdi2");
  EXPECT_EQ(protocol.smallest_effect_d, 0.5);
  EXPECT_EQ(protocol.clip_duration_s, 10.0);
  EXPECT_THAT(protocol.note, HasSubstr("this program's choice"));
}

TEST(Protocol, ThePapersGroupsAreElevenToTwentyAndOneToTen) {
  const Protocol protocol = sugimori();
  const auto group = [&](int score) {
    const Group* found = group_of(protocol.groupings.front(), score);
    return found == nullptr ? std::string("none") : found->id;
  };
  EXPECT_THAT((std::vector{group(0), group(1), group(10), group(11), group(20), group(21), group(63)}),
              ElementsAre("none", "healthy", "healthy", "std", "std", "none", "none"));
  EXPECT_EQ(protocol.groupings.front().groups.front().id, "std");
}

TEST(Protocol, AnythingUnknownOrMissingIsNamedWithItsPlace) {
  EXPECT_THAT(mistake_in(with("\"alpha\"", "\"alfa\"")), AllOf(HasSubstr("alfa"), HasSubstr("alpha")));
  EXPECT_THAT(mistake_in(with("\"schema\": 1", "\"schema\": 2")), HasSubstr("schema"));
  EXPECT_THAT(mistake_in(with("\"ja\": \"笑顔\"", "\"ja\": \"\"")), HasSubstr("title.ja"));
  EXPECT_THAT(mistake_in(with("\"smiles\"", "\"Smiles\"")), HasSubstr("id"));
  EXPECT_THAT(mistake_in(with("\"positive\"", "\"good\"")), HasSubstr("items[0].valence"));
  EXPECT_THAT(mistake_in(with("\"median\"", "\"mode\"")), HasSubstr("summary"));
  EXPECT_THAT(mistake_in(with("\"running\"", "\"neutral\"")), HasSubstr("baseline"));
  EXPECT_THAT(mistake_in(with("\"alpha\": 0.01", "\"alpha\": 5")), HasSubstr("alpha"));
  EXPECT_THAT(mistake_in("[]"), HasSubstr("object"));
  EXPECT_THAT(mistake_in("{"), HasSubstr("smiles.json"));
}

TEST(Protocol, AnUnknownQuestionnaireListsTheKnownOnes) {
  EXPECT_THAT(mistake_in(with("\"phq9\"", "\"phq10\"")), AllOf(HasSubstr("instrument"), HasSubstr("bdi2, cesd")));
}

TEST(Protocol, GroupsThatShareAScoreAreRefused) {
  EXPECT_THAT(mistake_in(with("\"high\": 9", "\"high\": 10")), HasSubstr("groupings[0].groups[1]"));
}

TEST(Protocol, GroupsStayWithinTheQuestionnaire) {
  EXPECT_THAT(mistake_in(with("\"high\": 27", "\"high\": 28")), HasSubstr("groupings[0].groups[0].high"));
  EXPECT_THAT(mistake_in(with("\"low\": 10", "\"low\": 28")), HasSubstr("groupings[0].groups[0].low"));
  EXPECT_THAT(mistake_in(with("\"high\": 27", "\"high\": 9")), HasSubstr("groupings[0].groups[0].high"));
}

TEST(Protocol, AnIdThatStandsTwiceIsRefused) {
  EXPECT_THAT(mistake_in(with("\"id\": \"cold\"", "\"id\": \"warm\"")), HasSubstr("items[1].id"));
  EXPECT_THAT(mistake_in(with("\"id\": \"lower\"", "\"id\": \"high\"")), HasSubstr("groupings[0].groups[1].id"));
  EXPECT_THAT(mistake_in(with("\"id\": \"people\"", "\"id\": \"faces\"")), HasSubstr("families[1].id"));
  EXPECT_THAT(mistake_in(with("ratings.by_ratee", "au.group_welch")), HasSubstr("families[1].analyses[0]"));
}

TEST(Protocol, AScaleUpsideDownOrOffItsStepsIsRefused) {
  EXPECT_THAT(mistake_in(with("\"highest\": 100", "\"highest\": 0")), HasSubstr("scale.highest"));
  EXPECT_THAT(mistake_in(with("\"lowest\": 0", "\"lowest\": 101")), HasSubstr("scale.highest"));
  EXPECT_THAT(mistake_in(with("\"step\": 0.5", "\"step\": 0.7")), HasSubstr("scale.step"));
  EXPECT_THAT(mistake_in(with("\"step\": 0.5", "\"step\": 0")), HasSubstr("scale.step"));
}

TEST(Protocol, TheHashIsOfTheContentNotOfTheLayout) {
  const auto one = parse_protocol(whole, "one");
  const auto wider = parse_protocol(with("\"clip_duration_s\": 20", "\"clip_duration_s\":\n\n  20.0"), "wider");
  const auto changed = parse_protocol(with("\"clip_duration_s\": 20", "\"clip_duration_s\": 21"), "changed");
  ASSERT_TRUE(one.ok() && wider.ok() && changed.ok());
  EXPECT_EQ(one->sha256, wider->sha256);
  EXPECT_NE(one->sha256, changed->sha256);
  EXPECT_EQ(one->sha256, base::sha256_of(one->canonical));
  EXPECT_EQ(one->canonical.find('\n'), std::string::npos);
}

TEST(Protocol, TheCanonicalFormIsItself) {
  for (const std::string_view text : {std::string_view(whole), built_in_protocols().front().text}) {
    const auto once = parse_protocol(text, "once");
    ASSERT_TRUE(once.ok());
    const auto twice = parse_protocol(once->canonical, "twice");
    ASSERT_TRUE(twice.ok()) << twice.error().message;
    EXPECT_EQ(once->canonical, twice->canonical);
  }
}

TEST(Protocol, EveryMemberOfAPlanMovesTheHash) {
  const auto original = parse_protocol(whole, "whole");
  ASSERT_TRUE(original.ok());
  for (const auto& [old_text, new_text] : std::vector<std::pair<std::string, std::string>>{
           {"\"version\": \"2\"", "\"version\": \"3\""},
           {"温かい", "暖かい"},
           {"\"valence\": \"positive\"", "\"valence\": \"neutral\""},
           {"\"step\": 0.5", "\"step\": null"},
           {"\"low\": 10", "\"low\": 11"},
           {"au.group_welch", "au.equivalence"},
           {"\"smallest_effect_d\": 0.3", "\"smallest_effect_d\": 0.4"},
           {"\"alpha\": 0.01", "\"alpha\": 0.02"},
           {"\"running\"", "\"none\""},
           {"\"silent\"", "\"whole\""},
           {"\"median\"", "\"mean\""},
           {"\"citation\": \"nobody\"", "\"citation\": \"nobody\", \"note\": \"n\""}}) {
    const auto changed = parse_protocol(with(old_text, new_text), "changed");
    ASSERT_TRUE(changed.ok()) << changed.error().message;
    EXPECT_NE(changed->sha256, original->sha256) << new_text;
  }
}

TEST(RatingScale, TakesItsStepsAndNothingElse) {
  const RatingScale scale = sugimori().scale;
  for (const double rating : {1.0, 2.0, 7.0}) EXPECT_EQ(why_not_on_scale(scale, rating), std::nullopt) << rating;
  for (const double rating : {0.0, 8.0, -1.0, std::numeric_limits<double>::infinity()}) {
    EXPECT_THAT(why_not_on_scale(scale, rating), Optional(HasSubstr("not on the scale from 1 to 7"))) << rating;
  }
  EXPECT_THAT(why_not_on_scale(scale, std::numeric_limits<double>::quiet_NaN()), Optional(HasSubstr("not on")));
  EXPECT_THAT(why_not_on_scale(scale, 3.5), Optional(HasSubstr("between the steps")));
}

TEST(RatingScale, WithoutAStepTakesWhatLiesBetween) {
  RatingScale scale;
  scale.step.reset();
  EXPECT_EQ(why_not_on_scale(scale, 3.14159), std::nullopt);
  EXPECT_TRUE(why_not_on_scale(scale, 7.01));
}

TEST(RatingScale, ADecimalStepIsMetByItsDecimals) {
  RatingScale scale;
  scale.lowest = 0.0;
  scale.highest = 1.0;
  scale.step = 0.1;
  for (const double rating : {0.1, 0.3, 0.7, 0.9}) EXPECT_EQ(why_not_on_scale(scale, rating), std::nullopt) << rating;
  EXPECT_TRUE(why_not_on_scale(scale, 0.35));
}

TEST(Protocol, TheGroupingScoreIsTheTotalOfItsQuestionnaire) {
  const Protocol protocol = sugimori();
  Participant person{*ParticipantId::of("P1"), Role::ratee, false, {}, {}};
  EXPECT_EQ(grouping_score(protocol, person), std::nullopt);
  person.scores = {{"bdi2", 1, 3}, {"phq9", std::nullopt, 7}};
  EXPECT_EQ(grouping_score(protocol, person), std::nullopt);
  person.scores.push_back({"bdi2", std::nullopt, 12});
  EXPECT_EQ(grouping_score(protocol, person), 12);
}

TEST(Protocol, AnItemIsFoundByItsId) {
  const Protocol protocol = sugimori();
  ASSERT_NE(find_item(protocol, "friendly"), nullptr);
  EXPECT_EQ(find_item(protocol, "friendly")->label.ja, "親しみやすい");
  EXPECT_EQ(find_item(protocol, "Friendly"), nullptr);
}

}  // namespace
}  // namespace kizashi::study
