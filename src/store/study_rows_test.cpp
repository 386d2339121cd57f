// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <random>

#include "kizashi/store/test_study_folder.h"

namespace kizashi::store {
namespace {

using base::ErrorCode;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

using StudyFileOnDisk = StudyFileTest;

void write(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

TEST_F(StudyFileOnDisk, IsReadableByItsOwnerAlone) {
  using std::filesystem::perms;
  const auto file = std::filesystem::status(folder("study") / study_file_name).permissions();
  EXPECT_EQ(file & (perms::group_all | perms::others_all), perms::none);
  const auto around = std::filesystem::status(folder("study")).permissions();
  EXPECT_EQ(around & (perms::group_all | perms::others_all), perms::none);
}

TEST_F(StudyFileOnDisk, OfANewerProgramIsLeftAlone) {
  study_.reset();
  SQLite::Database((folder("study") / study_file_name).string(), SQLite::OPEN_READWRITE)
      .exec("PRAGMA user_version = 99");
  EXPECT_EQ(StudyFile::open(folder("study")).error().code, ErrorCode::newer_study);
}

TEST_F(StudyFileOnDisk, OfOtherBytesIsDamaged) {
  study_.reset();
  for (const std::string& bytes : {std::string("no database"), std::string(), std::string(8192, 'x')}) {
    write(folder("study") / study_file_name, bytes);
    EXPECT_EQ(StudyFile::open(folder("study")).error().code, ErrorCode::damaged_study) << bytes.size();
  }
}

TEST_F(StudyFileOnDisk, NeverHidesDamageOfItsContent) {
  add_people(study());
  const std::string content = *study().content_sha256();
  study_.reset();
  const auto file = folder("study") / study_file_name;
  const std::string whole = bytes_of(file);
  std::mt19937 random(30761);
  constexpr int rounds = 150;
  for (int round = 0; round < rounds; ++round) {
    std::string damaged = whole;
    for (int i = 0; i < 4; ++i) damaged[random() % damaged.size()] = static_cast<char>(random() % 256);
    write(file, damaged);
    const auto opened = StudyFile::open(folder("study"));
    if (!opened.ok()) continue;
    const auto found = opened->content_sha256();
    const auto findings = opened->check();
    const bool is_told = !found.ok() || !findings.ok() || !findings->empty();
    EXPECT_TRUE(is_told || *found == content) << "round " << round;
  }
}

TEST_F(StudyFileOnDisk, HasAllOfAChangeOrNothingWhenKilled) {
  add_people(study());
  const std::string before = *study().content_sha256();
  study_.reset();
  for (const bool is_committed : {false, true}) {
    const pid_t child = fork();
    if (child == 0) {
      auto study = StudyFile::open(folder("study"));
      auto change = study->begin_change();
      for (int i = 0; i < 2000; ++i) static_cast<void>(change->add(person("q" + std::to_string(i), 3)));
      if (is_committed) static_cast<void>(change->commit());
      kill(getpid(), SIGKILL);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status));
    const auto opened = StudyFile::open(folder("study"));
    ASSERT_TRUE(opened.ok());
    EXPECT_THAT(*opened->check(), IsEmpty());
    EXPECT_EQ(opened->participants()->size(), is_committed ? 2003U : 3U);
    EXPECT_EQ(*opened->content_sha256() == before, !is_committed);
  }
}

TEST_F(StudyFileOnDisk, OpensThoughOneWasHalfMadeThereBefore) {
  for (const auto delay_us : {0, 500, 2000, 6000}) {
    const std::string name = "half" + std::to_string(delay_us);
    const pid_t child = fork();
    if (child == 0) {
      static_cast<void>(StudyFile::create(folder(name), {}, shipped_protocol()));
      kill(getpid(), SIGKILL);
    }
    usleep(static_cast<useconds_t>(delay_us));
    kill(child, SIGKILL);
    ASSERT_EQ(waitpid(child, nullptr, 0), child);
    const auto opened = StudyFile::open(folder(name));
    if (opened.ok()) {
      EXPECT_THAT(*opened->check(), IsEmpty());
    } else {
      EXPECT_TRUE(StudyFile::create(folder(name), {}, shipped_protocol()).ok()) << delay_us;
    }
  }
}

using StudyRows = StudyFileTest;

TEST_F(StudyRows, AreNotDoubledCompletedAndNeverOverwritten) {
  change(study(), [](Change& change) {
    EXPECT_EQ(*change.add(person("参加者1")), Added::added);
    EXPECT_EQ(*change.add(person("参加者1")), Added::already_there);
    EXPECT_EQ(*change.add(person("参加者1", 12)), Added::completed);
    EXPECT_EQ(*change.add(person("参加者1")), Added::already_there);
    const auto other = change.add(person("参加者1", 13));
    ASSERT_FALSE(other.ok());
    EXPECT_EQ(other.error().code, ErrorCode::conflicting_row);
    EXPECT_THAT(other.error().message, HasSubstr("12"));
    EXPECT_THAT(other.error().message, HasSubstr("13"));
  });
  EXPECT_EQ(study().participants()->front(), person("参加者1", 12));
}

TEST_F(StudyRows, OfRatingsAreOneForEachTrial) {
  add_people(study());
  study::Rating second = rating("p2", "p3", 5);
  second.trial_index = 4;
  change(study(), [&](Change& change) {
    EXPECT_EQ(*change.add(rating("p2", "p3", 5)), Added::added);
    EXPECT_EQ(*change.add(rating("p2", "p3", 5)), Added::already_there);
    EXPECT_EQ(change.add(rating("p2", "p3", 6)).error().code, ErrorCode::conflicting_row);
    EXPECT_EQ(*change.add(second), Added::added);
  });
  std::vector<study::Rating> found;
  ASSERT_TRUE(study()
                  .for_each_rating([&](const study::Rating& one) {
                    found.push_back(one);
                    return base::Status();
                  })
                  .ok());
  EXPECT_THAT(found, ::testing::UnorderedElementsAre(rating("p2", "p3", 5), second));
  EXPECT_EQ(study().rating_counts()->ratings, 2);
  EXPECT_EQ(study().rating_counts()->cells, 1);
}

TEST_F(StudyRows, OfClipsAreOneForEachRecordingAndFile) {
  add_people(study());
  const study::Clip clip{{id_of("p2"), 1, 1, study::ClipKind::main}, "p2.mp4", std::string(64, 'a')};
  study::Clip same_file = clip;
  same_file.key.take = 2;
  study::Clip other_file = clip;
  other_file.sha256 = std::string(64, 'b');
  change(study(), [&](Change& change) {
    EXPECT_EQ(*change.add(clip), Added::added);
    EXPECT_EQ(*change.add(clip), Added::already_there);
    EXPECT_EQ(change.add(same_file).error().code, ErrorCode::conflicting_row);
    EXPECT_EQ(change.add(other_file).error().code, ErrorCode::conflicting_row);
  });
  EXPECT_EQ(study().clips()->size(), 1U);
}

TEST_F(StudyRows, OfExclusionsComeAndGo) {
  add_people(study());
  const study::Exclusion exclusion{id_of("p2"), std::nullopt, "音がない"};
  change(study(), [&](Change& change) {
    EXPECT_EQ(*change.add(exclusion), Added::added);
    EXPECT_EQ(*change.add(exclusion), Added::already_there);
  });
  EXPECT_THAT(*study().exclusions(), ::testing::ElementsAre(exclusion));
  change(study(), [&](Change& change) {
    EXPECT_TRUE(*change.remove_exclusion(id_of("p2"), std::nullopt));
    EXPECT_FALSE(*change.remove_exclusion(id_of("p2"), std::nullopt));
  });
  EXPECT_THAT(*study().exclusions(), IsEmpty());
}

TEST_F(StudyRows, OfADroppedChangeNeverWere) {
  const std::string before = *study().content_sha256();
  {
    auto change = study().begin_change();
    ASSERT_TRUE(change.ok());
    EXPECT_TRUE(change->add(person("p9", 1)).ok());
  }
  EXPECT_EQ(*study().content_sha256(), before);
}

TEST_F(StudyRows, GiveOneContentInWhateverOrderTheyCame) {
  StudyFile other = make("other");
  const std::vector<study::Participant> people{person("p1", 1), person("p2", 2), person("p3", 3)};
  change(study(), [&](Change& change) {
    for (const auto& one : people) EXPECT_TRUE(change.add(one).ok());
    EXPECT_TRUE(change.add(rating("p1", "p2", 3)).ok());
    EXPECT_TRUE(change.add(rating("p2", "p1", 4)).ok());
  });
  for (auto one = people.rbegin(); one != people.rend(); ++one) {
    change(other, [&](Change& change) { EXPECT_TRUE(change.add(*one).ok()); });
  }
  EXPECT_NE(*study().content_sha256(), *other.content_sha256());
  change(other, [&](Change& change) {
    EXPECT_TRUE(change.add(rating("p2", "p1", 4)).ok());
    EXPECT_TRUE(change.add(rating("p1", "p2", 3)).ok());
  });
  EXPECT_EQ(*study().content_sha256(), *other.content_sha256());
}

TEST_F(StudyRows, AreMissedWhereSomebodyChangesThemByHand) {
  add_people(study());
  change(study(), [](Change& change) { EXPECT_TRUE(change.add(rating("p2", "p3", 5)).ok()); });
  ASSERT_THAT(*study().check(), IsEmpty());
  by_sql("UPDATE rating SET rating = 1");
  EXPECT_THAT(*study().check(), Not(IsEmpty()));
}

using StudyMeasurements = StudyFileTest;

TEST_F(StudyMeasurements, KeepTheirTablesByteForByteAndTheOlderOnes) {
  add_people(study());
  std::string table;
  std::mt19937 random(1);
  for (int i = 0; i < 300000; ++i) table += static_cast<char>(random() % 256);
  write(folder("table.csv"), table);
  study::Measurement measurement{
      {id_of("参加者1"), 1, 1, study::ClipKind::main}, study::Origin::measured, "{}", "{}\n", {}};
  measurement.values.push_back({"AU12", study::Measure::intensity, study::Segment::whole, 0.5, 250});
  study::Measurement newer = measurement;
  newer.provenance = R"({"version": 2})";
  change(study(), [&](Change& change) {
    EXPECT_EQ(*change.add(measurement, {{"openface", folder("table.csv")}}), Added::added);
    EXPECT_EQ(*change.add(newer, {{"openface", folder("table.csv")}}), Added::added);
    EXPECT_EQ(*change.add(newer, {{"openface", folder("table.csv")}}), Added::already_there);
  });
  const auto stored = study().measurements();
  ASSERT_EQ(stored->size(), 2U);
  EXPECT_EQ(stored->at(0).is_current + stored->at(1).is_current, 1);
  for (const StoredMeasurement& one : *stored) {
    EXPECT_EQ(one.is_current, one.provenance == newer.provenance);
    std::string read;
    ASSERT_TRUE(study()
                    .read_table(one.id, "openface",
                                [&](std::string_view bytes) {
                                  read += bytes;
                                  return base::Status();
                                })
                    .ok());
    EXPECT_TRUE(read == table);
    EXPECT_EQ(study().measurement(one.id)->values, measurement.values);
    EXPECT_EQ(study().measurement(one.id)->sidecar, "{}\n");
  }
  by_sql(
      "UPDATE table_piece SET compressed = CAST(substr(compressed, 1, length(compressed) - 1) || x'00' AS BLOB) WHERE "
      "rowid = 1");
  EXPECT_THAT(*study().check(), Not(IsEmpty()));
}

using StudyPlan = StudyFileTest;

TEST_F(StudyPlan, ThatWasLockedStaysWhatItWasWhenItChanges) {
  change(study(), [](Change& change) {
    EXPECT_FALSE(*change.adopt(shipped_protocol()));
    EXPECT_TRUE(*change.lock_protocol());
    EXPECT_FALSE(*change.lock_protocol());
  });
  std::string text(study::built_in_protocols().front().text);
  text.replace(text.find("\"version\": \"1\""), 14, "\"version\": \"2\"");
  const auto changed = study::parse_protocol(text, "changed");
  ASSERT_TRUE(changed.ok());
  change(study(), [&](Change& change) { EXPECT_TRUE(*change.adopt(*changed)); });
  const auto versions = study().protocol_versions();
  ASSERT_EQ(versions->size(), 2U);
  EXPECT_TRUE(versions->front().locked_utc.has_value());
  EXPECT_FALSE(versions->back().locked_utc.has_value());
  EXPECT_EQ(versions->back().sha256, changed->sha256);
}

TEST_F(StudyFileOnDisk, IsReadAsItWasWhileAnotherChangesIt) {
  const auto other = StudyFile::open(folder("study"));
  ASSERT_TRUE(other.ok());
  auto held = study().begin_change();
  ASSERT_TRUE(held.ok());
  EXPECT_TRUE(held->add(person("p1")).ok());
  EXPECT_TRUE(other->participants()->empty());
  ASSERT_TRUE(held->commit().ok());
  EXPECT_EQ(other->participants()->size(), 1U);
}

}  // namespace
}  // namespace kizashi::store
