// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/overlay_panel.h"

#include <gmock/gmock.h>

namespace kizashi::media {
namespace {

using observation::ActionUnit;

const std::vector<ActionUnit> units{ActionUnit::AU01, ActionUnit::AU12};
const std::vector<std::string> verdict{"clip: good"};
const cv::Vec3b panel_background(28, 30, 34);

cv::Mat panel_of(const DrawnFrame& frame) {
  cv::Mat rgb(480, 240, CV_8UC3);
  draw_panel(rgb, {frame, frame.faces.empty() ? nullptr : &frame.faces.front(), "", true, units, verdict}, 1.0);
  return rgb;
}

DrawnFrame frame_with(double intensity, bool present) {
  DrawnFrame frame;
  frame.faces.emplace_back();
  frame.faces.front().intensities[index_of(ActionUnit::AU01)] = intensity;
  frame.faces.front().presences[index_of(ActionUnit::AU01)] = present;
  return frame;
}

/// Pixels of the first unit's bar, along its middle, that are filled.
int filled_px(const cv::Mat& panel) {
  constexpr int row = 102;
  int count = 0;
  for (int column = 60; column < 194; ++column) count += panel.at<cv::Vec3b>(row, column) == panel_background ? 0 : 1;
  return count;
}

TEST(OverlayPanel, FillsABarAsFarAsTheUnitIsIntense) {
  const int half = filled_px(panel_of(frame_with(2.5, true)));
  const int whole = filled_px(panel_of(frame_with(5.0, true)));
  EXPECT_NEAR(2 * half, whole, 6);
  EXPECT_GT(half, 50);
}

TEST(OverlayPanel, LeavesTheBarOfAnAbsentUnitEmpty) {
  EXPECT_LT(filled_px(panel_of(frame_with(2.5, false))), 5) << "its ends alone";
}

TEST(OverlayPanel, TellsNoFaceFromAFaceAtRest) {
  const cv::Mat nobody = panel_of({});
  const cv::Mat at_rest = panel_of(frame_with(0.0, false));
  EXPECT_GT(cv::norm(nobody, at_rest, cv::NORM_L1), 0.0);
}

TEST(OverlayPanel, TellsVoiceFromSilenceAndFromNotKnowing) {
  DrawnFrame frame;
  const cv::Mat unknown = panel_of(frame);
  frame.speech_probability = 0.9;
  const cv::Mat voice = panel_of(frame);
  frame.speech_probability = 0.1;
  const cv::Mat silence = panel_of(frame);
  EXPECT_GT(cv::norm(unknown, voice, cv::NORM_L1), 0.0);
  EXPECT_GT(cv::norm(silence, voice, cv::NORM_L1), 0.0);
}

TEST(OverlayPanel, BreaksManyWordsIntoLines) {
  EXPECT_THAT(wrapped({"small face", "dark", "turned away"}, 20),
              testing::ElementsAre("small face, dark,", "turned away"));
  EXPECT_THAT(wrapped({"voice-without-mouth-motion"}, 10), testing::ElementsAre("voice-without-mouth-motion"));
  EXPECT_THAT(wrapped({}, 10), testing::IsEmpty());
}

}  // namespace
}  // namespace kizashi::media
