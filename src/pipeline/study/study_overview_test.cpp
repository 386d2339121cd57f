// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/study_overview.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "kizashi/base/hash.h"
#include "kizashi/base/temporary_directory.h"
#include "kizashi/pipeline/study/exclude_from_study.h"
#include "kizashi/pipeline/study/init_study.h"
#include "kizashi/pipeline/study/load_protocol.h"
#include "kizashi/pipeline/study/lock_study.h"
#include "kizashi/pipeline/study/verify_study.h"
#include "kizashi/store/study_file.h"

namespace kizashi::pipeline {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::string today = "2026-11-23";

study::ParticipantId id(const std::string& text) { return *study::ParticipantId::of(text); }

study::Participant person(const std::string& name, study::Role role, std::optional<int> bdi2) {
  study::Participant one{id(name), role, false, {}, {}};
  if (bdi2) one.scores.push_back({"bdi2", std::nullopt, *bdi2});
  return one;
}

/// Three ratees and two raters. 参加者1 has all; P2 has a clip that is not measured; P3 has nothing. R1 rates, R2 does
/// not.
class FilledStudy : public testing::Test {
 protected:
  void SetUp() override {
    InitStudyOptions options;
    options.folder = folder_;
    options.setting = "research";
    options.ethics_id = "E1";
    options.until_date = "2027-01-01";
    ASSERT_TRUE(init_study(options, today).ok());
    auto file = store::StudyFile::open(folder_);
    ASSERT_TRUE(file.ok());
    auto change = file->begin_change();
    ASSERT_TRUE(change.ok());
    fill(*change);
    ASSERT_TRUE(change->commit().ok());
  }

  void fill(store::Change& change) {
    for (const auto& one : {person("参加者1", study::Role::ratee, 12), person("P2", study::Role::ratee, 5),
                            person("P3", study::Role::ratee, std::nullopt), person("R1", study::Role::rater, 30),
                            person("R2", study::Role::rater, 10)}) {
      ASSERT_TRUE(change.add(one).ok());
    }
    add_clip(change, {id("参加者1"), 1, 1, study::ClipKind::main});
    add_clip(change, {id("P2"), 2, 1, study::ClipKind::main});
    study::Measurement measurement{
        {id("参加者1"), 1, 1, study::ClipKind::main}, study::Origin::measured, "{}", "{}", {}};
    ASSERT_TRUE(change.add(measurement, {}).ok());
    for (const char* item : {"friendly", "stiff"}) {
      ASSERT_TRUE(change.add(study::Rating{id("R1"), id("参加者1"), item, 4.0, 0, std::nullopt, std::nullopt}).ok());
    }
  }

  void add_clip(store::Change& change, const study::ClipKey& key) {
    const std::string name = study::stem_of(key) + ".mp4";
    std::ofstream(folder_ / name) << name;
    ASSERT_TRUE(change.add(study::Clip{key, name, base::sha256_of(name)}).ok());
  }

  StudyOverview overview() const {
    auto found = study_overview(folder_, today);
    EXPECT_TRUE(found.ok());
    return *std::move(found);
  }

  std::map<std::string, std::vector<std::string>> lacks() const {
    std::map<std::string, std::vector<std::string>> found;
    for (const Lack& lack : overview().lacks) found[lack.word] = lack.ids;
    return found;
  }

  ExcludeOptions leaving_out(const std::string& name) const {
    ExcludeOptions options;
    options.folder = folder_;
    options.participant = name;
    options.reason = "asked for it";
    return options;
  }

  ExcludeOutcome::Kind outcome(const ExcludeOptions& options) const {
    const auto found = exclude_from_study(options);
    EXPECT_TRUE(found.ok());
    return found->kind;
  }

  base::TemporaryDirectory scratch_;
  std::filesystem::path folder_ = scratch_.path() / "smiles";
};

TEST_F(FilledStudy, PeopleAreCountedByRoleAndGroup) {
  const StudyOverview found = overview();
  EXPECT_EQ(found.people.all, 5);
  EXPECT_EQ(found.people.ratees, 3);
  EXPECT_EQ(found.people.raters, 2);
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> groups;
  for (const GroupCount& count : found.people.groups) groups[count.group] = {count.ratees, count.raters};
  EXPECT_EQ(groups["std"], std::pair(std::int64_t{1}, std::int64_t{0}));
  EXPECT_EQ(groups["healthy"], std::pair(std::int64_t{1}, std::int64_t{1}));
  EXPECT_EQ(groups["outside"], std::pair(std::int64_t{0}, std::int64_t{1}));
  EXPECT_EQ(groups["no-score"], std::pair(std::int64_t{1}, std::int64_t{0}));
  EXPECT_EQ(found.people.scores.at("bdi2_total"), 4);
}

TEST_F(FilledStudy, ClipsAndRatingsAreCounted) {
  const StudyOverview found = overview();
  EXPECT_EQ(found.clips.main, 2);
  EXPECT_EQ(found.clips.unmeasured, 1);
  EXPECT_EQ(found.clips.sessions, (std::map<int, std::int64_t>{{1, 1}, {2, 1}}));
  ASSERT_THAT(found.clips.measurements, SizeIs(1));
  EXPECT_EQ(found.clips.measurements.front().origin, "measured");
  EXPECT_EQ(found.ratings.ratings, 2);
  ASSERT_TRUE(found.ratings.filled_share);
  EXPECT_DOUBLE_EQ(*found.ratings.filled_share, 2.0 / 7.0);
}

TEST_F(FilledStudy, WhatIsMissingIsNamed) {
  auto found = lacks();
  EXPECT_THAT(found["ratees-without-clip"], ElementsAre("P3"));
  EXPECT_THAT(found["ratees-without-score"], ElementsAre("P3"));
  EXPECT_THAT(found["raters-without-score"], IsEmpty());
  EXPECT_THAT(found["ratees-without-ratings"], ElementsAre("P2", "P3"));
  EXPECT_THAT(found["raters-without-ratings"], ElementsAre("R2"));
  EXPECT_THAT(found["clips-without-measurement"], ElementsAre("P2_ses-2"));
}

TEST_F(FilledStudy, WhoIsLeftOutIsNotMissing) {
  EXPECT_EQ(outcome(leaving_out("P3")), ExcludeOutcome::Kind::left_out);
  EXPECT_THAT(lacks()["ratees-without-clip"], IsEmpty());
  ASSERT_THAT(overview().left_out, SizeIs(1));
  EXPECT_EQ(overview().left_out.front().reason, "asked for it");
}

TEST_F(FilledStudy, ARecordingThatIsLeftOutLeavesItsPersonWithoutOne) {
  ExcludeOptions options = leaving_out("P2");
  options.session = 2;
  EXPECT_EQ(outcome(options), ExcludeOutcome::Kind::left_out);
  EXPECT_THAT(lacks()["ratees-without-clip"], ElementsAre("P2", "P3"));
  EXPECT_THAT(lacks()["clips-without-measurement"], IsEmpty());
  EXPECT_EQ(overview().left_out.front().clip, "P2_ses-2");
}

TEST_F(FilledStudy, LeavingOutIsOnceAndCanBeTakenBack) {
  ExcludeOptions options = leaving_out("P3");
  EXPECT_EQ(outcome(options), ExcludeOutcome::Kind::left_out);
  EXPECT_EQ(outcome(options), ExcludeOutcome::Kind::already_left_out);
  ExcludeOptions other = options;
  other.reason = "ill";
  EXPECT_EQ(exclude_from_study(other).error().code, base::ErrorCode::conflicting_row);
  options.undo = true;
  EXPECT_EQ(outcome(options), ExcludeOutcome::Kind::taken_back);
  EXPECT_EQ(outcome(options), ExcludeOutcome::Kind::was_not_left_out);
  EXPECT_THAT(overview().left_out, IsEmpty());
}

TEST_F(FilledStudy, TheLogSaysWhatWasDoneAndNeitherToWhomNorWhy) {
  ASSERT_EQ(outcome(leaving_out("参加者1")), ExcludeOutcome::Kind::left_out);
  const auto log = store::StudyFile::open(folder_)->audit_log();
  ASSERT_TRUE(log.ok());
  EXPECT_EQ(log->back().action, "participant.exclude");
  EXPECT_TRUE(log->back().subject);
  EXPECT_EQ(log->back().details, "{}");
}

TEST_F(FilledStudy, NobodyUnknownAndNoUnknownRecordingIsLeftOut) {
  EXPECT_EQ(exclude_from_study(leaving_out("P9")).error().code, base::ErrorCode::unknown_person);
  EXPECT_EQ(exclude_from_study(leaving_out("a/b")).error().code, base::ErrorCode::unknown_person);
  ExcludeOptions options = leaving_out("P2");
  options.take = 2;
  EXPECT_EQ(exclude_from_study(options).error().code, base::ErrorCode::invalid_option);
  options = leaving_out("P2");
  options.reason.clear();
  EXPECT_EQ(exclude_from_study(options).error().code, base::ErrorCode::invalid_option);
}

TEST_F(FilledStudy, APlanIsLockedOnceAndAChangeAfterwardsIsShown) {
  const auto locked = lock_study(folder_);
  ASSERT_TRUE(locked.ok());
  EXPECT_FALSE(locked->was_locked);
  EXPECT_TRUE(lock_study(folder_)->was_locked);
  EXPECT_EQ(overview().plan.locked_utc, locked->locked_utc);
  auto other = load_protocol("sugimori2025");
  ASSERT_TRUE(other.ok());
  std::string text = other->canonical;
  text.replace(text.find("\"alpha\": 0.05"), 13, "\"alpha\": 0.01");
  auto file = store::StudyFile::open(folder_);
  auto change = file->begin_change();
  ASSERT_TRUE(change->adopt(*study::parse_protocol(text, "other")).ok());
  ASSERT_TRUE(change->commit().ok());
  EXPECT_EQ(overview().plan.locked_utc, std::nullopt);
  EXPECT_EQ(overview().plan.changed_since_lock, locked->sha256);
  EXPECT_TRUE(lock_study(folder_)->is_another);
}

TEST_F(FilledStudy, AWholeStudyHasNoFaults) {
  const auto verdict = verify_study(folder_, std::nullopt);
  ASSERT_TRUE(verdict.ok());
  EXPECT_THAT(verdict->faults, IsEmpty());
  EXPECT_EQ(verdict->clips, 2);
  EXPECT_GE(verdict->log_entries, 1);
  EXPECT_THAT(verdict->head_sha256, SizeIs(64));
  EXPECT_THAT(verify_study(folder_, verdict->head_sha256)->faults, IsEmpty());
  EXPECT_THAT(verify_study(folder_, std::string(64, '0'))->faults, SizeIs(1));
}

TEST_F(FilledStudy, AChangedAndAMissingClipAreFound) {
  std::ofstream(folder_ / "参加者1.mp4") << "other";
  std::filesystem::remove(folder_ / "P2_ses-2.mp4");
  const auto verdict = verify_study(folder_, std::nullopt);
  ASSERT_TRUE(verdict.ok());
  std::map<base::ErrorCode, std::string> faults;
  for (const StudyFault& fault : verdict->faults) faults[fault.code] = fault.description;
  EXPECT_THAT(faults, SizeIs(2));
  EXPECT_THAT(faults[base::ErrorCode::changed_clip], HasSubstr("参加者1.mp4"));
  EXPECT_THAT(faults[base::ErrorCode::missing_file], HasSubstr("P2_ses-2.mp4"));
}

}  // namespace
}  // namespace kizashi::pipeline
