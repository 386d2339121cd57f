// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/overlay_layout.h"

#include <gtest/gtest.h>

namespace kizashi::media {
namespace {

TEST(OverlayLayout, ShowsAUsualClipAtItsOwnSizeWithAPanelBesideIt) {
  const OverlayLayout layout = layout_overlay({640, 480}, 1);
  EXPECT_EQ(layout.picture_px, cv::Rect(0, 0, 640, 480));
  EXPECT_EQ(layout.canvas_px, cv::Size(880, 480));
  EXPECT_DOUBLE_EQ(layout.text_scale, 1.0);
}

TEST(OverlayLayout, EnlargesASmallClipUntilTextCanBeRead) {
  const OverlayLayout layout = layout_overlay({160, 120}, 1);
  EXPECT_EQ(layout.picture_px.size(), cv::Size(640, 480));
  EXPECT_EQ(layout.canvas_px.height, 480);
}

TEST(OverlayLayout, ReducesALargeClip) {
  EXPECT_EQ(layout_overlay({1920, 1080}, 1).picture_px.size(), cv::Size(1280, 720));
  EXPECT_EQ(layout_overlay({1080, 1920}, 1).picture_px.size(), cv::Size(540, 960));
}

TEST(OverlayLayout, KeepsTextLegibleBesideAPictureThatIsOnlyALine) {
  const OverlayLayout layout = layout_overlay({2000, 10}, 1);
  EXPECT_EQ(layout.canvas_px.height, 480);
  EXPECT_EQ(layout.picture_px.width, 1280);
  EXPECT_GE(layout.picture_px.height, 1);
}

TEST(OverlayLayout, IsEvenHoweverOddTheClipAndHoweverManyPanels) {
  for (const cv::Size& clip_px : {cv::Size(641, 481), cv::Size(33, 17), cv::Size(577, 999)}) {
    for (int panels = 1; panels <= 3; ++panels) {
      const OverlayLayout layout = layout_overlay(clip_px, panels);
      EXPECT_EQ(layout.canvas_px.width % 2, 0);
      EXPECT_EQ(layout.canvas_px.height % 2, 0);
      EXPECT_GE(layout.canvas_px.width, layout.picture_px.width + panels * layout.panel_width_px);
    }
  }
}

TEST(PictureFit, KeepsTheShapeOfAFrameOfAnotherSize) {
  const PictureFit fit = fit_picture({100, 200}, {0, 0, 640, 480});
  EXPECT_DOUBLE_EQ(fit.scale, 2.4);
  EXPECT_EQ(fit.place_of(50.0, 100.0), cv::Point2d(320.0, 240.0)) << "the middle stays the middle";
}

}  // namespace
}  // namespace kizashi::media
