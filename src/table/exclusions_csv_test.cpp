// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/exclusions_csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kizashi/table/test_tables.h"

namespace kizashi::table {
namespace {

using study::ClipKey;
using study::ClipKind;
using study::Exclusion;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

Reading<Exclusion> read(std::string text) {
  return read_all<Exclusion>(*ExclusionsReader::of_text(std::move(text), "exclusions.csv"));
}

study::ParticipantId person(std::string_view id) { return *study::ParticipantId::of(id); }

TEST(ExclusionsReader, ReadsPeopleAndClips) {
  const auto reading = read(
      "participant_id,session,take,kind,reason\n"
      "A,,,,\"asked to be taken out, 11月\"\n"
      "A,1,2,neutral,顔が見えない\n");
  EXPECT_THAT(brief(reading.rejections), IsEmpty());
  EXPECT_THAT(reading.rows,
              ElementsAre(Exclusion{person("A"), {}, "asked to be taken out, 11月"},
                          Exclusion{person("A"), ClipKey{person("A"), 1, 2, ClipKind::neutral}, "顔が見えない"}));
}

TEST(ExclusionsReader, NeedsNoColumnsOfClipsForPeople) {
  EXPECT_THAT(read("participant_id,reason\nA,ill\n").rows, ElementsAre(Exclusion{person("A"), {}, "ill"}));
}

TEST(ExclusionsReader, TellsOfEveryBadRowAndGoesOn) {
  const auto reading = read(
      "participant_id,session,take,kind,reason\n"
      "A,1,,,half a clip\n"
      "A,1,1,,half a clip\n"
      "A,x,1,main,no number\n"
      "A,1,1,main, \n"
      "A,1,1,main,blurred\n"
      "A,1,1,main,blurred again\n"
      "B,,,,ill\n"
      "B,,,,ill\n");
  EXPECT_THAT(reading.lines, ElementsAre(6U, 8U));
  EXPECT_THAT(brief(reading.rejections),
              ElementsAre(StartsWith("2 kind: session, take and kind belong together"), StartsWith("3 kind: "),
                          StartsWith("4 session: "), StartsWith("5 reason: a reason is missing"),
                          StartsWith("7 participant_id: line 6"), StartsWith("9 participant_id: line 8")));
}

}  // namespace
}  // namespace kizashi::table
