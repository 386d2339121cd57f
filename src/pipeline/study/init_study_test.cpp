// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/init_study.h"

#include <gmock/gmock.h>

#include <filesystem>

#include "kizashi/base/temporary_directory.h"
#include "kizashi/pipeline/study/study_facts_reader.h"
#include "kizashi/store/study_file.h"

namespace kizashi::pipeline {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

const std::string today = "2026-11-23";

class InitStudy : public testing::Test {
 protected:
  InitStudyOptions options() const {
    InitStudyOptions given;
    given.folder = folder_;
    return given;
  }
  InitStudyOptions research() const {
    InitStudyOptions given = options();
    given.setting = "research";
    given.place = "jp";
    given.ethics_id = "2026-12";
    given.until_date = "2027-02-28";
    return given;
  }
  base::Error failure(const InitStudyOptions& given) const {
    const auto made = init_study(given, today);
    EXPECT_FALSE(made.ok());
    return made.ok() ? base::Error{base::ErrorCode::defect, "none"} : made.error();
  }
  void add_person(bool is_simulated) const {
    auto file = store::StudyFile::open(folder_);
    ASSERT_TRUE(file.ok());
    auto change = file->begin_change();
    ASSERT_TRUE(change.ok());
    ASSERT_TRUE(
        change->add(study::Participant{*study::ParticipantId::of("P1"), study::Role::both, is_simulated, {}, {}}).ok());
    ASSERT_TRUE(change->commit().ok());
  }

  base::TemporaryDirectory scratch_;
  std::filesystem::path folder_ = scratch_.path() / "笑顔";
};

TEST_F(InitStudy, NeedsNothingButAFolder) {
  const auto made = init_study(options(), today);
  ASSERT_TRUE(made.ok()) << made.error().message;
  EXPECT_EQ(made->title, "笑顔");
  EXPECT_EQ(made->protocol_id, "sugimori2025");
  EXPECT_FALSE(made->rules.setting);
  EXPECT_THAT(made->rules.actions, SizeIs(6));
}

TEST_F(InitStudy, KeepsWhatItIsTold) {
  ASSERT_TRUE(init_study(research(), today).ok());
  const auto file = store::StudyFile::open(folder_);
  ASSERT_TRUE(file.ok());
  const auto facts = file->facts();
  ASSERT_TRUE(facts.ok());
  EXPECT_EQ(facts->setting, study::Setting::research);
  EXPECT_EQ(facts->place, study::Place::jp);
  EXPECT_EQ(facts->ethics_id, "2026-12");
  EXPECT_EQ(facts->until_date, "2027-02-28");
}

TEST_F(InitStudy, GivesASettingLaterOnceAndLogsIt) {
  ASSERT_TRUE(init_study(options(), today).ok());
  EXPECT_EQ(failure(options()).code, base::ErrorCode::existing_study);
  const auto made = init_study(research(), today);
  ASSERT_TRUE(made.ok()) << made.error().message;
  EXPECT_TRUE(made->was_there);
  EXPECT_EQ(made->title, "笑顔");
  EXPECT_EQ(failure(research()).code, base::ErrorCode::existing_study);
  const auto log = store::StudyFile::open(folder_)->audit_log();
  ASSERT_TRUE(log.ok());
  EXPECT_EQ(log->back().action, "study.setting");
  EXPECT_THAT(log->back().details, HasSubstr("research"));
}

TEST_F(InitStudy, AProtocolIsNotChangedByIt) {
  ASSERT_TRUE(init_study(options(), today).ok());
  InitStudyOptions given = research();
  given.protocol = "sugimori2025";
  EXPECT_THAT(failure(given).message, HasSubstr("study import"));
}

TEST_F(InitStudy, SimulatedIsForPeopleWhoAreMadeUp) {
  ASSERT_TRUE(init_study(options(), today).ok());
  add_person(false);
  InitStudyOptions given = options();
  given.setting = "simulated";
  EXPECT_EQ(failure(given).code, base::ErrorCode::not_permitted);
}

TEST_F(InitStudy, ASimulatedPersonMayBeInASimulatedStudy) {
  ASSERT_TRUE(init_study(options(), today).ok());
  add_person(true);
  InitStudyOptions given = options();
  given.setting = "simulated";
  EXPECT_TRUE(init_study(given, today).ok());
}

TEST_F(InitStudy, ResearchNeedsAnApprovalThatLasts) {
  for (const auto& spoil : std::vector<void (*)(InitStudyOptions&)>{
           [](InitStudyOptions& given) { given.ethics_id.reset(); },
           [](InitStudyOptions& given) { given.until_date.reset(); },
           [](InitStudyOptions& given) { given.until_date = "2026-11-23"; },
           [](InitStudyOptions& given) { given.until_date = "2027-2-1"; },
           [](InitStudyOptions& given) { given.until_date = "2027-02-29"; },
           [](InitStudyOptions& given) { given.ethics_id = ""; }, [](InitStudyOptions& given) { given.place = "mars"; },
           [](InitStudyOptions& given) { given.setting = "Research"; },
           [](InitStudyOptions& given) { given.setting = "clinic"; },
           [](InitStudyOptions& given) { given.setting.reset(); }}) {
    InitStudyOptions given = research();
    spoil(given);
    EXPECT_EQ(failure(given).code, base::ErrorCode::invalid_option);
    EXPECT_FALSE(std::filesystem::exists(folder_));
  }
}

TEST_F(InitStudy, UnknownWordsListTheChoices) {
  InitStudyOptions given = options();
  given.setting = "hospital";
  EXPECT_THAT(failure(given).message, HasSubstr("research, clinic, self, school, university, workplace, simulated"));
  given.setting = "self";
  given.place = "uk";
  EXPECT_THAT(failure(given).message, HasSubstr("eu, jp, us-il, us, other"));
}

TEST_F(InitStudy, AProtocolThatIsNotThereLeavesNothingBehind) {
  InitStudyOptions given = options();
  given.protocol = "sugimori";
  EXPECT_THAT(failure(given).message, HasSubstr("sugimori2025 or a file"));
  EXPECT_FALSE(std::filesystem::exists(folder_));
}

TEST(CalendarDay, IsWrittenWholeAndExists) {
  for (const char* day : {"2026-11-23", "2028-02-29", "2027-12-31"}) EXPECT_TRUE(is_calendar_day(day)) << day;
  for (const char* day : {"", "2027-02-29", "2027-13-01", "2027-00-10", "2027-01-00", "2027/01/01", "2027-1-01",
                          "20270101", "2027-01-1a", "2027--1-01", "０２７-01-01"}) {
    EXPECT_FALSE(is_calendar_day(day)) << day;
  }
}

}  // namespace
}  // namespace kizashi::pipeline
