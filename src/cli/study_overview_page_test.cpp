// SPDX-License-Identifier: Apache-2.0
#include "kizashi/cli/study_overview_page.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <string>

#include "kizashi/cli/study_words.h"

namespace kizashi::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

pipeline::StudyOverview filled() {
  pipeline::StudyOverview overview;
  overview.folder = "smiles";
  overview.title = "春の笑顔";
  overview.rules = {
      "research", "jp", {{"measure", "yes", "", "2026-11", "law"}, {"link", "no", "not here", "2026-11", "law"}}};
  overview.plan = {"paper", "1", "A plan", "abc", std::nullopt, std::nullopt, 1};
  overview.people.all = 3;
  overview.people.ratees = 2;
  overview.people.raters = 1;
  overview.people.grouping = "bands";
  overview.people.groups = {{"std", "StD", 1, 0}, {"outside", "in neither group", 1, 1}};
  overview.clips.main = 1;
  overview.clips.sessions = {{1, 1}};
  overview.clips.measurements = {{"measured", std::nullopt, 1, 2}, {"other-tool", "py-feat", 64, 1}};
  overview.ratings = {28224, 63, 64, 0.5};
  return overview;
}

TEST(StudyOverviewPage, SaysWhoAndWhatIsInIt) {
  const std::string page = overview_page(filled());
  EXPECT_THAT(page, HasSubstr("春の笑顔\nsmiles\n"));
  EXPECT_THAT(
      page,
      HasSubstr("Setting     research, jp\n            measure       yes\n            link          no: not here\n"));
  EXPECT_THAT(page, HasSubstr("People      3: 2 ratees, 1 rater, 0 both\n"));
  EXPECT_THAT(page,
              HasSubstr("grouping bands      ratees    raters\n            StD                      1         0\n"));
  EXPECT_THAT(
      page,
      HasSubstr("Clips       1 main, 0 neutral, all measured\n            measured: 1 measurement, 2 older ones kept\n"
                "            py-feat: 64 measurements, 1 older one kept\n"));
  EXPECT_THAT(page, HasSubstr("28,224 by 63 raters of 64 ratees; 50.0 % of the cells filled\n"));
  EXPECT_THAT(page, HasSubstr("Missing     nothing\n"));
  EXPECT_THAT(page, HasSubstr("Left out    nobody\n"));
  EXPECT_THAT(page, Not(HasSubstr("SIMULATED")));
}

TEST(StudyOverviewPage, SaysOfThePlanWhetherItStands) {
  pipeline::StudyOverview overview = filled();
  EXPECT_THAT(overview_page(overview), HasSubstr("not locked"));
  overview.plan.changed_since_lock = "def";
  EXPECT_THAT(overview_page(overview),
              HasSubstr("CHANGED SINCE IT WAS LOCKED; the frozen plan is\n            sha256 def"));
  overview.plan.locked_utc = "2026-11-23T14:00:00Z";
  EXPECT_THAT(overview_page(overview), HasSubstr("locked since 2026-11-23T14:00:00Z"));
}

TEST(StudyOverviewPage, NamesTheFirstTenOfThoseWhoLackSomething) {
  pipeline::StudyOverview overview = filled();
  pipeline::Lack lack{"ratees-without-clip", "ratees without a clip", {}};
  for (int i = 1; i <= 10; ++i) lack.ids.push_back(fmt::format("P{}", i));
  overview.lacks = {lack};
  EXPECT_THAT(overview_page(overview),
              HasSubstr("10 ratees without a clip\n                P1, P2, P3, P4, P5, P6, P7, P8, P9, P10\n"));
  overview.lacks.front().ids.emplace_back("P11");
  EXPECT_THAT(overview_page(overview), HasSubstr("11 ratees without a clip\n"));
  EXPECT_THAT(overview_page(overview), HasSubstr("P10, ... (all with --json)\n"));
}

TEST(StudyOverviewPage, SaysWhoWasLeftOutAndWhy) {
  pipeline::StudyOverview overview = filled();
  overview.left_out = {{"P1", std::nullopt, "asked for it"}, {"P2", "P2_take-2", "hand before the face"}};
  EXPECT_THAT(overview_page(overview),
              HasSubstr("Left out    P1: asked for it\n            the recording P2_take-2: hand before the face\n"));
}

TEST(StudyOverviewPage, SaysLoudlyWhoIsMadeUp) {
  pipeline::StudyOverview overview = filled();
  overview.people.simulated = 3;
  EXPECT_THAT(overview_page(overview), HasSubstr("SIMULATED: all 3 people"));
  overview.people.simulated = 1;
  EXPECT_THAT(overview_page(overview), HasSubstr("SIMULATED: 1 of the 3 people"));
}

TEST(StudyOverviewPage, TellsHowToGiveASettingAndThatADayHasPassed) {
  pipeline::StudyOverview overview = filled();
  overview.rules.setting.reset();
  overview.until_date = "2026-01-01";
  overview.is_over = true;
  EXPECT_THAT(overview_page(overview), HasSubstr("kizashi study init smiles --setting S --place P"));
  EXPECT_THAT(overview_page(overview), HasSubstr("until 2026-01-01: THAT DAY HAS PASSED"));
}

TEST(StudyWords, LongTextIsCutAtItsBlanks) {
  std::string text;
  for (int i = 0; i < 60; ++i) text += "word ";
  text.pop_back();
  const auto lines = wrapped(text, 20, 4);
  ASSERT_GT(lines.size(), 3U);
  std::string joined;
  for (const std::string& line : lines) {
    EXPECT_LE(line.size(), 80U);
    joined += line.substr(joined.empty() ? 0 : 4) + " ";
  }
  EXPECT_EQ(joined, text + " ");
}

}  // namespace
}  // namespace kizashi::cli
