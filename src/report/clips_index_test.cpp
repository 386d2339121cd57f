// SPDX-License-Identifier: Apache-2.0
#include "kizashi/report/clips_index.h"

#include <gmock/gmock.h>

namespace kizashi::report {
namespace {

ClipEntry measured(const std::string& clip, const std::string& verdict, std::vector<std::string> reasons = {},
                   std::int64_t frames_with_face = 100) {
  ClipEntry entry;
  entry.clip = clip;
  entry.verdict = verdict;
  entry.reasons = std::move(reasons);
  entry.frames = 100;
  entry.frames_with_face = frames_with_face;
  return entry;
}

ClipEntry failed(const std::string& clip) {
  ClipEntry entry;
  entry.clip = clip;
  entry.error = "not-a-video";
  entry.message = "no video";
  return entry;
}

std::vector<std::string> order_of(std::vector<ClipEntry> clips) {
  const document::Value index = make_clips_index(std::move(clips), "summary.csv");
  std::vector<std::string> names;
  for (const document::Value& clip : *index.find("clips")->as_items()) names.push_back(*clip.find("clip")->as_text());
  return names;
}

TEST(ClipsIndex, PutsTheWorstClipsFirst) {
  EXPECT_THAT(order_of({measured("good", "good"), measured("weak", "weak", {"dark"}), measured("faceless", "no-face"),
                        measured("weaker", "weak", {"dark", "blurred"}), failed("failed")}),
              testing::ElementsAre("failed", "faceless", "weaker", "weak", "good"));
}

TEST(ClipsIndex, PutsFewerFramesWithAFaceFirstAmongClipsWithAsManyReasons) {
  EXPECT_THAT(order_of({measured("all", "good"), measured("most", "good", {}, 95),
                        measured("few", "weak", {"dark"}, 20), measured("many", "weak", {"blurred"}, 60)}),
              testing::ElementsAre("few", "many", "most", "all"));
}

TEST(ClipsIndex, KeepsClipsThatAreAsBadInTheOrderOfTheirNames) {
  EXPECT_THAT(order_of({measured("b", "good"), failed("z"), measured("a", "good"), failed("y")}),
              testing::ElementsAre("y", "z", "a", "b"));
}

TEST(ClipsIndex, LeavesWhatIsUnknownNull) {
  const document::Value index = make_clips_index({failed("a")}, "summary.csv");
  const document::Value& clip = index.find("clips")->as_items()->front();
  EXPECT_EQ(*clip.find("status")->as_text(), "failed");
  for (const char* unknown : {"verdict", "frames", "frames_with_face", "faces", "duration_s"}) {
    EXPECT_TRUE(clip.find(unknown)->is_null()) << unknown;
  }
  EXPECT_TRUE(clip.find("files")->find("report")->is_null());
  EXPECT_TRUE(clip.find("action_units")->as_members()->empty());
}

TEST(ClipsIndex, SaysWhatEachActionUnitDid) {
  ClipEntry entry = measured("a", "good");
  entry.action_units = {{"AU01", 0.17, 0.007}, {"AU02", std::nullopt, 0.5}};
  entry.report = "a.report.html";
  const document::Value index = make_clips_index({entry}, "summary.csv");
  const document::Value& clip = index.find("clips")->as_items()->front();
  EXPECT_EQ(document::write_line(*clip.find("action_units")),
            R"({"AU01": {"mean_intensity": 0.17, "present_share": 0.007}, )"
            R"("AU02": {"mean_intensity": null, "present_share": 0.5}})");
  EXPECT_EQ(*clip.find("files")->find("report")->as_text(), "a.report.html");
  EXPECT_EQ(*index.find("summary")->as_text(), "summary.csv");
}

}  // namespace
}  // namespace kizashi::report
