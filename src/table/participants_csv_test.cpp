// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/participants_csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kizashi/table/test_tables.h"

namespace kizashi::table {
namespace {

using study::Attribute;
using study::Role;
using study::Score;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

Reading<study::Participant> read(std::string text) {
  return read_all<study::Participant>(*ParticipantsReader::of_text(std::move(text), "participants.csv"));
}

study::ParticipantId person(std::string_view id) { return *study::ParticipantId::of(id); }

TEST(ParticipantsReader, ReadsPeopleScoresAndWhateverElseIsKnown) {
  const auto reading = read(
      "participant_id,年齢,role,phq9_3,bdi2_total,phq9_total,simulated,note\n"
      "P01,20,ratee,1,14,9,0,\n"
      "参加者2,,both,,,,1, \"早口\"\n"
      "R01,,rater,,63,,,\"a, \"\"b\"\"\"\n");
  EXPECT_THAT(brief(reading.rejections), ElementsAre(StartsWith("3: a quote inside a cell")));
  EXPECT_THAT(
      reading.rows,
      ElementsAre(
          study::Participant{
              person("P01"), Role::ratee, false, {{"bdi2", {}, 14}, {"phq9", {}, 9}, {"phq9", 3, 1}}, {{"年齢", "20"}}},
          study::Participant{person("R01"), Role::rater, false, {{"bdi2", {}, 63}}, {{"note", "a, \"b\""}}}));
  EXPECT_THAT(reading.lines, ElementsAre(2U, 4U));
}

TEST(ParticipantsReader, TellsWhateverElseIsKnownByNameInWhateverOrderItStands) {
  const auto reading = read("role,hand,participant_id,age\nboth,left,A,20\n");
  ASSERT_THAT(reading.rows, testing::SizeIs(1));
  EXPECT_THAT(reading.rows[0].attributes, ElementsAre(Attribute{"age", "20"}, Attribute{"hand", "left"}));
}

TEST(ParticipantsReader, KnowsWhoIsSimulated) {
  const auto reading = read("participant_id,role,simulated\nA,both,1\nB,both,0\nC,both,\nD,both,2\nE,both,yes\n");
  ASSERT_THAT(reading.rows, testing::SizeIs(3));
  EXPECT_TRUE(reading.rows[0].is_simulated);
  EXPECT_FALSE(reading.rows[1].is_simulated);
  EXPECT_FALSE(reading.rows[2].is_simulated);
  EXPECT_THAT(brief(reading.rejections), ElementsAre(StartsWith("5 simulated: \"2\""), StartsWith("6 simulated: ")));
}

TEST(ParticipantsReader, RefusesScoresOutsideTheirInstrument) {
  const auto reading = read(
      "participant_id,role,bdi2_total,bdi2_1\n"
      "A,ratee,64,\n"
      "B,ratee,12.5,\n"
      "C,ratee,-1,\n"
      "D,ratee,twelve,\n"
      "E,ratee,,4\n"
      "F,ratee,0.0,3\n");
  EXPECT_THAT(
      brief(reading.rejections),
      ElementsAre(AllOf(StartsWith("2 bdi2_total: \"64\" is not a whole number from 0 to 63"), HasSubstr("blank")),
                  StartsWith("3 bdi2_total: \"12.5\""), StartsWith("4 bdi2_total: \"-1\""),
                  StartsWith("5 bdi2_total: \"twelve\""),
                  StartsWith("6 bdi2_1: \"4\" is not a whole number from 0 to 3")));
  ASSERT_THAT(reading.rows, testing::SizeIs(1));
  EXPECT_THAT(reading.rows[0].scores, ElementsAre(Score{"bdi2", {}, 0}, Score{"bdi2", 1, 3}));
}

/// A table of all 21 items of the BDI-II, each 1, but for the first.
std::string items_of_bdi2(const std::string& total, int first_item) {
  std::string header = "participant_id,role,bdi2_total";
  std::string row = "A,ratee," + total;
  for (int item = 1; item <= 21; ++item) {
    header += ",bdi2_" + std::to_string(item);
    row += "," + std::to_string(item == 1 ? first_item : 1);
  }
  return header + "\n" + row + "\n";
}

TEST(ParticipantsReader, HoldsATotalAgainstItsItems) {
  const auto agreeing = read(items_of_bdi2("23", 3));
  ASSERT_THAT(agreeing.rows, testing::SizeIs(1));
  EXPECT_EQ(agreeing.rows[0].scores.front(), (Score{"bdi2", {}, 23}));
  EXPECT_THAT(agreeing.rows[0].scores, testing::SizeIs(22));
  EXPECT_THAT(brief(read(items_of_bdi2("22", 3)).rejections),
              ElementsAre(StartsWith("2 bdi2_total: 22 where the items add up to 23")));
}

TEST(ParticipantsReader, AddsUpTheItemsWhereTheTotalIsBlank) {
  const auto reading = read(items_of_bdi2("", 0));
  ASSERT_THAT(reading.rows, testing::SizeIs(1));
  EXPECT_EQ(reading.rows[0].scores.front(), (Score{"bdi2", {}, 20}));
  EXPECT_THAT(reading.rows[0].scores, testing::SizeIs(22));
}

TEST(ParticipantsReader, LeavesATotalAbsentWhereAnItemIs) {
  const auto reading = read("participant_id,role,bdi2_1,bdi2_2\nA,ratee,1,2\n");
  ASSERT_THAT(reading.rows, testing::SizeIs(1));
  EXPECT_THAT(reading.rows[0].scores, ElementsAre(Score{"bdi2", 1, 1}, Score{"bdi2", 2, 2}));
}

TEST(ParticipantsReader, RefusesASecondRowOfAPersonAndNamesTheFirst) {
  const auto reading = read("participant_id,role\nA,ratee\nB,rater\nA,both\nA,both\n");
  EXPECT_THAT(reading.rows, testing::SizeIs(2));
  EXPECT_THAT(brief(reading.rejections), ElementsAre(StartsWith("4 participant_id: A stands on line 2 already"),
                                                     StartsWith("5 participant_id: A stands on line 2 already")));
}

TEST(ParticipantsReader, RefusesIdsAndRolesItCannotUse) {
  const auto reading = read("participant_id,role\n,ratee\na/b,ratee\nA_neutral,ratee\nB,\nC,Ratee\n");
  EXPECT_THAT(reading.rows, IsEmpty());
  EXPECT_THAT(brief(reading.rejections),
              ElementsAre(StartsWith("2 participant_id: "), StartsWith("3 participant_id: "),
                          StartsWith("4 participant_id: "), StartsWith("5 role: \"\" is no role"),
                          StartsWith("6 role: \"Ratee\" is no role; write ratee, rater or both")));
}

TEST(ParticipantsReader, RefusesAColumnThatWouldSilentlyBeNoScore) {
  EXPECT_THAT(brief(read("participant_id,role,BDI2_total\nA,both,5\n").rejections),
              ElementsAre("column BDI2_total is a score if it is called bdi2_total"));
  EXPECT_THAT(brief(read("participant_id,role,bdi2_22\nA,both,1\n").rejections),
              ElementsAre(HasSubstr("whose items are bdi2_1 to bdi2_21")));
}

TEST(ParticipantsReader, RefusesHeadersWithBlankRepeatedOrMissingNames) {
  EXPECT_THAT(brief(read("participant_id,role,,age\nA,both,1,2\nB,both,1,2\n").rejections),
              ElementsAre("column 3 has no name in the header; give it one, or take it out"));
  EXPECT_THAT(brief(read("participant_id,role,age,age\nA,both,1,2\n").rejections),
              ElementsAre("1: the column name \"age\" stands twice"));
  EXPECT_THAT(brief(read("id,role\nA,both\n").rejections),
              ElementsAre(StartsWith("the header lacks the column participant_id")));
}

}  // namespace
}  // namespace kizashi::table
