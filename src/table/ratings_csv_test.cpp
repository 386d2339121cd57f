// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/ratings_csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "kizashi/base/temporary_directory.h"
#include "kizashi/table/test_tables.h"

namespace kizashi::table {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

const study::Protocol& protocol() {
  static const study::Protocol protocol = [] {
    study::Protocol made;
    made.items = {{"friendly", {}, {}}, {"stiff", {}, {}}};
    return made;
  }();
  return protocol;
}

Reading<study::Rating> read(std::string text) {
  return read_all<study::Rating>(*RatingsReader::of_text(std::move(text), "ratings.csv", protocol()));
}

study::ParticipantId person(std::string_view id) { return *study::ParticipantId::of(id); }

TEST(RatingsReader, ReadsRatingsWithWhateverColumnsTheyHave) {
  const auto reading = read(
      "rater_id,ratee_id,item,rating,trial_index,response_time_ms,timestamp,seed\n"
      "R01,P01,friendly,4,0,1250.5,2026-11-23T14:05:09Z,7\n"
      "評価者1, 参加者1 ,stiff,7,,,,\n");
  EXPECT_THAT(brief(reading.rejections), IsEmpty());
  EXPECT_THAT(reading.rows, ElementsAre(study::Rating{person("R01"), person("P01"), "friendly", 4.0, 0, 1250.5,
                                                      "2026-11-23T14:05:09Z"},
                                        study::Rating{person("評価者1"), person("参加者1"), "stiff", 7.0, {}, {}, {}}));
  EXPECT_THAT(reading.lines, ElementsAre(2U, 3U));
}

TEST(RatingsReader, ReadsTheSameWhateverTheDelimiterAndTheMark) {
  const auto plain = read("rater_id,ratee_id,item,rating\nR,参加者,stiff,2\n");
  ASSERT_THAT(plain.rows, testing::SizeIs(1));
  for (const char* text : {"\xEF\xBB\xBFrater_id,ratee_id,item,rating\r\nR,参加者,stiff,2\r\n",
                           "item\trating\trater_id\tratee_id\nstiff\t2\tR\t参加者\n",
                           "item;rating;rater_id;ratee_id\nstiff;2;R;\"参加者\"\n"}) {
    EXPECT_EQ(read(text).rows, plain.rows) << text;
  }
}

TEST(RatingsReader, TellsOfEveryBadRowAndGoesOn) {
  const auto reading = read(
      "rater_id,ratee_id,item,rating,trial_index,response_time_ms,timestamp\n"
      ",P01,stiff,1,,,\n"
      "R01,a/b,stiff,1,,,\n"
      "R01,P01,Stiff,1,,,\n"
      "R01,P01,stiff,,,,\n"
      "R01,P01,stiff,four,,,\n"
      "R01,P01,stiff,9,,,\n"
      "R01,P01,stiff,1,-1,,\n"
      "R01,P01,stiff,1,,-5,\n"
      "R01,P01,stiff,1,,,yesterday\n"
      "R01,P01,stiff,1\n"
      "R01,P01,stiff,1,,,\xFF\n"
      "R01,P01,stiff,6,,,\n"
      "\"R01,P01,stiff,1,,,\n");
  EXPECT_THAT(brief(reading.rejections),
              ElementsAre(StartsWith("2 rater_id: "), StartsWith("3 ratee_id: "),
                          AllOf(StartsWith("4 item: \"Stiff\" is no item"), HasSubstr("friendly, stiff")),
                          StartsWith("5 rating: a rating is missing"), StartsWith("6 rating: \"four\" is not a number"),
                          StartsWith("7 rating: "), StartsWith("8 trial_index: "), StartsWith("9 response_time_ms: "),
                          StartsWith("10 timestamp: \"yesterday\""), "11: 4 cells where the header has 7",
                          StartsWith("12: not UTF-8"), "14: a quote that is never closed"));
  EXPECT_THAT(reading.rows, ElementsAre(study::Rating{person("R01"), person("P01"), "stiff", 6.0, {}, {}, {}}));
  EXPECT_THAT(reading.lines, ElementsAre(13U));
  EXPECT_EQ(reading.rejections.front().file, "ratings.csv");
}

TEST(RatingsReader, RefusesAFileWhoseHeaderItCannotUseOnce) {
  EXPECT_THAT(brief(read("rater_id,item\nR,stiff\nR,stiff\n").rejections),
              ElementsAre("the header lacks the columns ratee_id, rating; name them so"));
  EXPECT_THAT(brief(read("rater_id,rater_id\nR,R\n").rejections),
              ElementsAre("1: the column name \"rater_id\" stands twice"));
  EXPECT_THAT(brief(read("\n").rejections), ElementsAre("1: no header; a table needs one"));
  EXPECT_THAT(brief(read("\"rater_id\nR\n").rejections), ElementsAre("1: a quote that is never closed"));
}

TEST(RatingsReader, OpensNoFileThatIsMissingOrEmpty) {
  const base::TemporaryDirectory folder;
  std::ofstream(folder.path() / "empty.csv") << "";
  EXPECT_EQ(RatingsReader::open(folder.path() / "none.csv", protocol()).error().code, base::ErrorCode::missing_file);
  EXPECT_EQ(RatingsReader::open(folder.path() / "empty.csv", protocol()).error().code, base::ErrorCode::empty_file);
  EXPECT_EQ(RatingsReader::open(folder.path(), protocol()).error().code, base::ErrorCode::unreadable_file);
}

TEST(RatingsReader, WordsARejectionForReasonsBeyondTheTable) {
  const auto reader = RatingsReader::of_text("rater_id,ratee_id,item,rating\n", "ratings.csv", protocol());
  const Rejection rejection = reader->rejection_at(7, "ratee_id", "nobody of this id");
  EXPECT_EQ(rejection.file, "ratings.csv");
  EXPECT_EQ(brief(rejection), "7 ratee_id: nobody of this id");
}

}  // namespace
}  // namespace kizashi::table
