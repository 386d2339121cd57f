// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/clips_csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kizashi/table/test_tables.h"

namespace kizashi::table {
namespace {

using study::ClipKind;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

Reading<ClipRow> read(std::string text) {
  return read_all<ClipRow>(*ClipsReader::of_text(std::move(text), "clips.csv"));
}

study::ParticipantId person(std::string_view id) { return *study::ParticipantId::of(id); }

TEST(ClipsReader, ReadsClipsAndTakesTheUsualForWhatIsBlank) {
  const auto reading = read(
      "participant_id,file,kind,session,take,sha256\n"
      "P01,clips/P01.mp4,,,,\n"
      "参加者2,/data/動画 2.mp4,neutral,2,3," +
      std::string(63, 'A') + "0\n");
  EXPECT_THAT(brief(reading.rejections), IsEmpty());
  EXPECT_THAT(reading.rows, ElementsAre(ClipRow{{person("P01"), 1, 1, ClipKind::main}, "clips/P01.mp4", {}},
                                        ClipRow{{person("参加者2"), 2, 3, ClipKind::neutral},
                                                "/data/動画 2.mp4",
                                                std::string(63, 'a') + "0"}));
}

TEST(ClipsReader, FindsClipsFromTheFolderOfTheirTable) {
  const auto reading = read("participant_id,file\nA,clips/a.mp4\nB,/data/b.mp4\n");
  ASSERT_THAT(reading.rows, testing::SizeIs(2));
  EXPECT_EQ(path_of(reading.rows[0], "/study"), "/study/clips/a.mp4");
  EXPECT_EQ(path_of(reading.rows[1], "/study"), "/data/b.mp4");
}

TEST(ClipsReader, TellsOfEveryBadRowAndGoesOn) {
  const auto reading = read(
      "participant_id,file,kind,session,take,sha256\n"
      "a:b,a.mp4,,,,\n"
      "A, ,,,,\n"
      "A,a.mp4,rest,,,\n"
      "A,a.mp4,,0,,\n"
      "A,a.mp4,,,10000,\n"
      "A,a.mp4,,,,abc\n"
      "A,a.mp4,main,1,1,\n"
      "A,b.mp4,,,,\n");
  EXPECT_THAT(reading.rows, testing::SizeIs(1));
  EXPECT_THAT(brief(reading.rejections),
              ElementsAre(StartsWith("2 participant_id: "), StartsWith("3 file: a clip's file is missing"),
                          StartsWith("4 kind: \"rest\""), StartsWith("5 session: \"0\" is not a whole number from 1"),
                          StartsWith("6 take: "), StartsWith("7 sha256: no SHA-256"),
                          StartsWith("9 participant_id: line 8 has the same person")));
}

}  // namespace
}  // namespace kizashi::table
