// SPDX-License-Identifier: Apache-2.0
#include "kizashi/study/instrument.h"

#include <gmock/gmock.h>

#include <string>

namespace kizashi::study {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::string whole = R"({
  "schema": 1, "id": "mood", "name": "Mood", "language": "en", "licence": "CC0", "source": ["here"], "stem": "How often?",
  "anchors": [{"value": 0, "text": "never"}, {"value": 1, "text": "often"}],
  "items": [{"id": "mood_1", "text": "glad", "reverse": true, "self_harm": false},
            {"id": "mood_2", "text": "sad", "reverse": false, "self_harm": false}],
  "score_entry_only": false, "item_count": 2, "item_range": [0, 1], "reversed_items": [1],
  "score": {"method": "sum", "range": [0, 2]},
  "bands": [{"min": 0, "max": 0, "label": "low"}, {"min": 1, "max": 2, "label": "high"}]})";

std::string with(const std::string& old_text, const std::string& new_text) {
  std::string text = whole;
  const std::size_t at = text.find(old_text);
  EXPECT_NE(at, std::string::npos) << old_text;
  return text.replace(at, old_text.size(), new_text);
}

std::string mistake_in(const std::string& text) {
  const auto instrument = parse_instrument(text, "mood.json");
  if (instrument.ok()) return "";
  EXPECT_EQ(instrument.error().code, base::ErrorCode::invalid_document);
  return instrument.error().message;
}

TEST(Instrument, AWholeOneIsRead) {
  const auto instrument = parse_instrument(whole, "mood.json");
  ASSERT_TRUE(instrument.ok()) << instrument.error().message;
  EXPECT_EQ(instrument->id, "mood");
  EXPECT_EQ(instrument->highest_total, 2);
  EXPECT_THAT(instrument->reversed_items, ElementsAre(1));
  EXPECT_EQ(instrument->bands.at(1).label, "high");
}

TEST(Instrument, OneWithoutALicenceIsRefused) {
  EXPECT_THAT(mistake_in(with(R"("licence": "CC0", )", "")), HasSubstr("licence"));
  EXPECT_THAT(mistake_in(with(R"("licence": "CC0")", R"("licence": "")")), HasSubstr("licence"));
  EXPECT_THAT(mistake_in(with(R"("licence": "CC0")", R"("licence": null)")), HasSubstr("licence"));
}

TEST(Instrument, EveryContradictionIsNamed) {
  EXPECT_THAT(mistake_in(with("\"range\": [0, 2]", "\"range\": [0, 3]")), HasSubstr("score.range"));
  EXPECT_THAT(mistake_in(with("\"min\": 1", "\"min\": 2")), HasSubstr("bands[1]"));
  EXPECT_THAT(mistake_in(with("\"max\": 2", "\"max\": 1")), HasSubstr("bands"));
  EXPECT_THAT(mistake_in(with("mood_2", "mood_3")), HasSubstr("items[1].id"));
  EXPECT_THAT(mistake_in(with("\"reversed_items\": [1]", "\"reversed_items\": [2]")), HasSubstr("items[0].reverse"));
  EXPECT_THAT(mistake_in(with("\"reversed_items\": [1]", "\"reversed_items\": [1, 1]")),
              HasSubstr("reversed_items[1]"));
  EXPECT_THAT(mistake_in(with("\"value\": 1", "\"value\": 2")), HasSubstr("anchors[1].value"));
  EXPECT_THAT(mistake_in(with("\"item_range\": [0, 1]", "\"item_range\": [1, 1]")), HasSubstr("item_range"));
  EXPECT_THAT(mistake_in(with("\"item_count\": 2", "\"item_count\": 3")), HasSubstr("items"));
  EXPECT_THAT(mistake_in(with("\"schema\": 1", "\"schema\": 2")), HasSubstr("schema"));
  EXPECT_THAT(mistake_in(with("\"name\"", "\"nome\"")), HasSubstr("nome"));
  EXPECT_THAT(mistake_in(with("\"id\": \"mood\"", "\"id\": \"mood_total\"")), HasSubstr("id"));
}

TEST(Instrument, OneForScoresAloneHoldsNoWording) {
  EXPECT_THAT(mistake_in(with("\"score_entry_only\": false", "\"score_entry_only\": true")), HasSubstr("no wording"));
}

TEST(Instrument, TheProgramKnowsItsTen) {
  std::vector<std::string> ids;
  for (const Instrument& instrument : built_in_instruments()) {
    ids.push_back(instrument.id);
    EXPECT_THAT(instrument.licence, Not(IsEmpty())) << instrument.id;
    EXPECT_EQ(find_instrument(instrument.id), &instrument);
  }
  EXPECT_THAT(ids, ElementsAre("bdi2", "cesd", "cesd_ja_shima", "gad7", "k10", "k6", "phq8", "phq9", "sds"));
  EXPECT_EQ(find_instrument("bdi"), nullptr);
}

TEST(Instrument, TheBeckInventoryHasTwentyOneNumbersAndNoWording) {
  const Instrument* bdi2 = find_instrument("bdi2");
  ASSERT_NE(bdi2, nullptr);
  EXPECT_TRUE(bdi2->score_entry_only);
  EXPECT_EQ(bdi2->item_count, 21);
  EXPECT_EQ(bdi2->item_range.low, 0);
  EXPECT_EQ(bdi2->item_range.high, 3);
  EXPECT_EQ(bdi2->highest_total, 63);
  ASSERT_EQ(bdi2->bands.size(), 4U);
  EXPECT_EQ(bdi2->bands[1].low, 14);
  EXPECT_EQ(bdi2->bands[3].low, 29);
}

TEST(Instrument, KesslersScalesCarryTheirNotice) {
  for (const char* id : {"k6", "k10"}) EXPECT_TRUE(find_instrument(id)->required_notice) << id;
}

TEST(Instrument, AScoreColumnIsTheTotalOrAnItemsNumber) {
  const auto total = score_column_of("bdi2_total");
  ASSERT_TRUE(total);
  EXPECT_EQ(total->instrument->id, "bdi2");
  EXPECT_EQ(total->item_number, std::nullopt);
  EXPECT_EQ(score_column_of("bdi2_21")->item_number, 21);
  EXPECT_EQ(score_column_of("cesd_ja_shima_total")->instrument->id, "cesd_ja_shima");
  for (const char* name : {"bdi2", "bdi2_", "bdi2_0", "bdi2_22", "bdi2_01", "bdi2_+1", "bdi2_1a", "bdi_total", "age",
                           "_total", "total", "BDI2_total", "bdi2_99999999999"}) {
    EXPECT_FALSE(score_column_of(name)) << name;
  }
}

TEST(Instrument, SaysWhatToCallAColumnThatIsNearlyAScore) {
  EXPECT_EQ(why_nearly_a_score_column("BDI2_Total"), "is a score if it is called bdi2_total");
  EXPECT_EQ(why_nearly_a_score_column("PHQ9_3"), "is a score if it is called phq9_3");
  for (const char* name : {"bdi2_0", "bdi2_22", "bdi2_01", "BDI2_99999999999"}) {
    EXPECT_THAT(why_nearly_a_score_column(name).value_or(""), HasSubstr("items are bdi2_1 to bdi2_21")) << name;
  }
  EXPECT_THAT(why_nearly_a_score_column("K6").value_or(""), HasSubstr("call a total k6_total"));
  for (const char* name :
       {"bdi2_total", "bdi2_21", "bdi2_", "bdi2_note", "bdi2_1a", "bdi_total", "age", "_", "", "年齢"}) {
    EXPECT_FALSE(why_nearly_a_score_column(name)) << name;
  }
}

TEST(Instrument, AColumnsNameComesBack) {
  for (const char* name : {"bdi2_total", "phq9_3", "cesd_ja_shima_20"}) {
    const auto column = score_column_of(name);
    ASSERT_TRUE(column) << name;
    EXPECT_EQ(column_of(column->instrument->id, column->item_number), name);
  }
}

}  // namespace
}  // namespace kizashi::study
