// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <sstream>

#include "kizashi/media/test_clips.h"

namespace kizashi::media {
namespace {

namespace fs = std::filesystem;

/// Where the development clips lie: KIZASHI_SHARED, or `shared` beside the project. Known when tests are listed, so at
/// compile time.
fs::path clip_folder() {
  const char* shared = std::getenv("KIZASHI_SHARED");
  return (shared != nullptr ? fs::path(shared) : fs::path(KIZASHI_SOURCE_DIR) / "../shared") / "data/videos";
}

std::vector<fs::path> real_clips() {
  std::vector<fs::path> clips;
  std::error_code missing;
  for (const auto& entry : fs::directory_iterator(clip_folder(), missing)) {
    const std::string ending = entry.path().extension().string();
    if (ending == ".mp4" || ending == ".mov" || ending == ".avi" || ending == ".wmv") clips.push_back(entry.path());
  }
  std::sort(clips.begin(), clips.end());
  if (clips.empty()) clips.emplace_back("none");
  return clips;
}

/// Presentation times of the frames that ffprobe counts.
std::vector<double> ffprobe_times_s(const fs::path& clip) {
  std::istringstream lines(
      output_of("ffprobe -v error -select_streams v:0 -show_entries frame=best_effort_timestamp_time "
                "-of csv=print_section=0 '" +
                clip.string() + "' 2>/dev/null"));
  std::vector<double> times_s;
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty()) times_s.push_back(std::stod(line));
  }
  return times_s;
}

class RealClipTest : public testing::TestWithParam<fs::path> {};

TEST_P(RealClipTest, GivesTheFramesAndTimesThatFfprobeCounts) {
  if (GetParam() == "none") GTEST_SKIP() << "no clips in " << clip_folder() << "; set KIZASHI_SHARED";
  if (std::system("ffprobe -version >/dev/null 2>&1") != 0) GTEST_SKIP() << "the ffprobe program is not installed";
  const std::vector<double> expected_s = ffprobe_times_s(GetParam());
  ASSERT_FALSE(expected_s.empty());
  auto reader = open_path(GetParam());
  ASSERT_TRUE(reader.ok()) << reader.error().message;
  constexpr double printed_digit_s = 2e-6;
  std::size_t frames = 0;
  for (; true; ++frames) {
    const auto frame = reader->next();
    ASSERT_TRUE(frame.ok()) << frame.error().message;
    if (!*frame) break;
    ASSERT_LT(frames, expected_s.size());
    ASSERT_NEAR((*frame)->timestamp_s, expected_s[frames] - expected_s[0], printed_digit_s) << "frame " << frames;
  }
  EXPECT_EQ(frames, expected_s.size());
  EXPECT_EQ(reader->health().corrupt_packets, 0);
  EXPECT_EQ(reader->health().untimed_frames, 0);
  EXPECT_FALSE(reader->health().ends_early);
}

INSTANTIATE_TEST_SUITE_P(All, RealClipTest, testing::ValuesIn(real_clips()), [](const auto& one_case) {
  std::string name = one_case.param.stem().string();
  std::replace_if(
      name.begin(), name.end(), [](unsigned char letter) { return std::isalnum(letter) == 0; }, '_');
  return name;
});

}  // namespace
}  // namespace kizashi::media
