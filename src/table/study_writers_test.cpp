// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/study_writers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "kizashi/study/protocol.h"
#include "kizashi/table/exclusions_csv.h"
#include "kizashi/table/participants_csv.h"
#include "kizashi/table/ratings_csv.h"

namespace kizashi::table {
namespace {

using ::testing::ElementsAreArray;

/// Texts with everything that a table must put into quotes, and other scripts.
std::string odd_text(std::mt19937& random) {
  static const std::vector<std::string> parts{"a", "Z",  "7", "あ", "漢",  "é", ",",
                                              ";", "\"", " ", "\t", "x y", "'", "#"};
  std::string text = "p";
  const auto length = random() % 8;
  for (std::size_t i = 0; i < length; ++i) text += parts[random() % parts.size()];
  return text + "e";
}

study::ParticipantId id_numbered(std::mt19937& random, int number) {
  std::string text = std::to_string(number) + odd_text(random);
  std::erase_if(text, [](char one) { return one == '"' || one == '\t'; });
  return *study::ParticipantId::of(text);
}

template <typename Row, typename Reader>
std::vector<Row> all_rows(Reader& reader) {
  std::vector<Row> rows;
  const auto reject = [](const Rejection& rejection) { ADD_FAILURE() << rejection.file << rejection.reason; };
  while (true) {
    auto row = reader.next(reject);
    EXPECT_TRUE(row.ok());
    if (!row.ok() || !*row) return rows;
    rows.push_back(std::move((*row)->row));
  }
}

TEST(StudyWriters, WriteParticipantsThatReadBackTheSame) {
  std::mt19937 random(7);
  std::vector<study::Participant> people;
  for (int i = 0; i < 200; ++i) {
    study::Participant person{
        id_numbered(random, i), static_cast<study::Role>(random() % 3), random() % 2 == 0, {}, {}};
    if (random() % 3 != 0) person.scores.push_back({"bdi2", std::nullopt, static_cast<int>(random() % 64)});
    if (random() % 3 == 0) person.scores.push_back({"phq9", std::nullopt, static_cast<int>(random() % 28)});
    if (random() % 2 == 0) person.attributes.push_back({"age, in years", odd_text(random)});
    if (random() % 2 == 0) person.attributes.push_back({"所属", odd_text(random)});
    people.push_back(std::move(person));
  }
  std::string text;
  ASSERT_TRUE(write_participants(sink_to(text), people).ok());
  auto reader = ParticipantsReader::of_text(text, "participants.csv");
  ASSERT_TRUE(reader.ok());
  EXPECT_THAT(all_rows<study::Participant>(*reader), ElementsAreArray(people));
}

TEST(StudyWriters, WriteRatingsThatReadBackTheSame) {
  const auto protocol = study::parse_protocol(study::built_in_protocols().front().text, "protocol");
  ASSERT_TRUE(protocol.ok());
  std::mt19937 random(8);
  std::vector<study::Rating> ratings;
  std::string text;
  RatingsWriter writer(sink_to(text));
  for (int i = 0; i < 200; ++i) {
    study::Rating rating{id_numbered(random, i),
                         id_numbered(random, i + 1),
                         "friendly",
                         1.0 + static_cast<double>(random() % 7),
                         {},
                         {},
                         {}};
    if (random() % 2 == 0) rating.trial_index = random() % 100;
    if (random() % 2 == 0) rating.response_time_ms = static_cast<double>(random()) / 1024.0;
    if (random() % 2 == 0) rating.timestamp = "2026-11-23T09:00:00+09:00";
    ASSERT_TRUE(writer.write(rating).ok());
    ratings.push_back(std::move(rating));
  }
  ASSERT_TRUE(writer.finish().ok());
  auto reader = RatingsReader::of_text(text, "ratings.csv", protocol->protocol);
  ASSERT_TRUE(reader.ok());
  EXPECT_THAT(all_rows<study::Rating>(*reader), ElementsAreArray(ratings));
}

TEST(StudyWriters, WriteClipsThatReadBackTheSame) {
  std::mt19937 random(9);
  std::vector<ClipRow> clips;
  for (int i = 0; i < 100; ++i) {
    const study::ClipKey key{id_numbered(random, i), 1 + static_cast<int>(random() % 9999), 1,
                             random() % 2 == 0 ? study::ClipKind::main : study::ClipKind::neutral};
    clips.push_back({key, "/" + odd_text(random) + ".mp4", std::nullopt});
    if (random() % 2 == 0) clips.back().sha256 = std::string(64, 'a');
  }
  std::string text;
  ASSERT_TRUE(write_clips(sink_to(text), clips).ok());
  auto reader = ClipsReader::of_text(text, "clips.csv");
  ASSERT_TRUE(reader.ok());
  EXPECT_THAT(all_rows<ClipRow>(*reader), ElementsAreArray(clips));
}

TEST(StudyWriters, WriteUnitValuesThatReadBackTheSame) {
  std::mt19937 random(10);
  std::vector<UnitValueRow> values;
  for (int i = 0; i < 100; ++i) {
    const double value = static_cast<double>(random()) / 4294967296.0;
    const auto measure = random() % 2 == 0 ? study::Measure::presence : study::Measure::intensity;
    values.push_back({id_numbered(random, i),
                      1 + static_cast<int>(random() % 3),
                      {"AU12", measure, study::Segment::whole, value, std::nullopt}});
  }
  std::string text;
  ASSERT_TRUE(write_unit_values(sink_to(text), values).ok());
  auto reader = UnitValuesReader::of_text(text, "action-units.csv");
  ASSERT_TRUE(reader.ok());
  EXPECT_THAT(all_rows<UnitValueRow>(*reader), ElementsAreArray(values));
}

TEST(StudyWriters, WriteExclusionsThatReadBackTheSame) {
  std::mt19937 random(11);
  std::vector<study::Exclusion> exclusions;
  for (int i = 0; i < 100; ++i) {
    study::Exclusion exclusion{id_numbered(random, i), std::nullopt, odd_text(random)};
    if (random() % 2 == 0) exclusion.clip = study::ClipKey{exclusion.participant, 2, 3, study::ClipKind::neutral};
    exclusions.push_back(std::move(exclusion));
  }
  std::string text;
  ASSERT_TRUE(write_exclusions(sink_to(text), exclusions).ok());
  auto reader = ExclusionsReader::of_text(text, "exclusions.csv");
  ASSERT_TRUE(reader.ok());
  EXPECT_THAT(all_rows<study::Exclusion>(*reader), ElementsAreArray(exclusions));
}

}  // namespace
}  // namespace kizashi::table
