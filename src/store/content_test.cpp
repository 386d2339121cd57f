// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "kizashi/store/test_study.h"

namespace kizashi::store {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

std::string content_of(const TestStudy& study) { return taken(study.reopened().content_sha256()); }

TEST(Content, IsTheSameForTheSameRowsInAnyOrder) {
  TestStudy forwards;
  forwards.add(test_person("P01"), test_person("山田01"), test_rating("P01", "山田01"), test_rating("山田01", "P01"),
               test_clip(clip_of("P01")), test_clip(clip_of("山田01")));
  TestStudy backwards;
  backwards.add(test_person("山田01"), test_person("P01"));
  backwards.add(test_clip(clip_of("山田01")), test_clip(clip_of("P01")));
  backwards.add(test_rating("山田01", "P01"), test_rating("P01", "山田01"));
  EXPECT_EQ(content_of(forwards), content_of(backwards));
}

TEST(Content, IsTheSameForTheSameCurrentMeasurementsWhateverCameBefore) {
  const auto current = test_measurement(clip_of("P01"), "2");
  const auto older = test_measurement(clip_of("P01"), "1");
  TestStudy straight;
  straight.add(test_person("P01"));
  TestStudy detour;
  detour.add(test_person("P01"));
  const auto add = [](TestStudy& study, const study::Measurement& measurement) {
    Change change = taken(study.file().begin_change());
    taken(change.add(measurement, {}));
    must(change.commit());
  };
  add(straight, older);
  add(straight, current);
  add(detour, current);
  add(detour, older);
  EXPECT_NE(content_of(straight), content_of(detour)) << "which one is current is content";
  add(detour, current);
  EXPECT_EQ(content_of(straight), content_of(detour));
  TestStudy fresh;
  fresh.add(test_person("P01"));
  add(fresh, current);
  EXPECT_EQ(content_of(straight), content_of(fresh)) << "an older one that was replaced is not content";
}

TEST(Content, IsNeitherTheLogNorWhereClipsLie) {
  TestStudy study;
  study.fill();
  const std::string before = content_of(study);
  study::Clip moved = test_clip(clip_of("山田01"));
  moved.file = "/elsewhere/山田01.mp4";
  study.add(moved);
  Change change = taken(study.file().begin_change());
  must(change.log({"test.step", std::nullopt, "{}"}));
  must(change.commit());
  EXPECT_EQ(content_of(study), before);
}

/// Everything that makes another content, by what it is.
std::vector<std::pair<std::string, std::function<void(Change&)>>> alterations() {
  const auto without_end = [] {
    study::StudyFacts facts = test_facts();
    facts.until_date.reset();
    return facts;
  };
  return {
      {"a fact", [=](Change& change) { must(change.set_facts(without_end())); }},
      {"a protocol", [](Change& change) { taken(change.adopt(test_protocol("other"))); }},
      {"a lock", [](Change& change) { taken(change.lock_protocol()); }},
      {"a person", [](Change& change) { taken(change.add(test_person("P03"))); }},
      {"a score",
       [](Change& change) {
         study::Participant person = test_person("P01");
         person.scores.push_back({"phq9", std::nullopt, 4});
         taken(change.add(person));
       }},
      {"an attribute",
       [](Change& change) {
         study::Participant person = test_person("P01");
         person.attributes.push_back({"gender", "f"});
         taken(change.add(person));
       }},
      {"a clip", [](Change& change) { taken(change.add(test_clip(clip_of("P01")))); }},
      {"a rating", [](Change& change) { taken(change.add(test_rating("山田01", "P01"))); }},
      {"an exclusion",
       [](Change& change) {
         taken(change.add(study::Exclusion{id_of("山田01"), std::nullopt, "asleep"}));
       }},
      {"an inclusion", [](Change& change) { taken(change.remove_exclusion(id_of("P01"), std::nullopt)); }},
      {"a measurement", [](Change& change) { taken(change.add(test_measurement(clip_of("P01")), {})); }},
  };
}

TEST(Content, IsAnotherAfterEveryKindOfChange) {
  for (const auto& [what, alter] : alterations()) {
    TestStudy study;
    study.fill();
    const std::string before = content_of(study);
    Change change = taken(study.file().begin_change());
    alter(change);
    must(change.commit());
    EXPECT_NE(content_of(study), before) << what;
    EXPECT_THAT(findings(study.file()), IsEmpty()) << what;
  }
}

TEST(Content, IsAnotherWithATableOfOtherBytes) {
  std::vector<std::string> contents;
  for (const char* bytes : {"frame\n1\n", "frame\n2\n"}) {
    TestStudy study;
    study.add(test_person("P01"));
    write_bytes(study.outside() / "table", bytes);
    Change change = taken(study.file().begin_change());
    taken(change.add(test_measurement(clip_of("P01")), {{"openface", study.outside() / "table"}}));
    must(change.commit());
    contents.push_back(content_of(study));
  }
  EXPECT_NE(contents[0], contents[1]);
}

TEST(Check, NoticesEveryKindOfRowThatWasChangedBehindTheProgramsBack) {
  for (const char* sql :
       {"UPDATE study SET title = 'x'", "UPDATE protocol SET adopted_utc = 'x'",
        "UPDATE participant SET role = 'rater' WHERE participant_id = 'P01'",
        "UPDATE audit_key SET key_bytes = zeroblob(32)", "UPDATE score SET value = value + 1",
        "DELETE FROM score WHERE item = 1", "UPDATE attribute SET value = 'x'", "UPDATE clip SET file = 'x'",
        "UPDATE rating SET rating = 5", "DELETE FROM rating", "UPDATE item SET item_id = 'x'",
        "UPDATE exclusion SET reason = 'x'", "UPDATE measurement SET sidecar = NULL",
        "UPDATE unit_value SET value = value + 1", "UPDATE measurement SET is_current = 0",
        "UPDATE frame_table SET sha256 = 'x'", "DELETE FROM seal WHERE section = 'rating'"}) {
    TestStudy study;
    study.fill();
    ASSERT_THAT(findings(study.file()), IsEmpty());
    run_raw_sql(study.database(), sql);
    EXPECT_FALSE(findings(study.file()).empty()) << sql;
  }
}

TEST(Check, NoticesRowsThatBelongToNobody) {
  TestStudy study;
  study.fill();
  run_raw_sql(study.database(), "DELETE FROM participant WHERE participant_id = 'P01'");
  EXPECT_THAT(findings(study.file()), testing::Contains(testing::HasSubstr("belong to no row of participant")));
}

TEST(Check, NoticesAProtocolThatIsNotWhatItsHashSays) {
  TestStudy study;
  run_raw_sql(study.database(), "UPDATE protocol SET canonical = '{}'");
  EXPECT_THAT(findings(study.file()), testing::Contains(testing::HasSubstr("version 1 is not what its hash says")));
}

}  // namespace
}  // namespace kizashi::store
