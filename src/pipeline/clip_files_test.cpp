// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/clip_files.h"

#include <gmock/gmock.h>

namespace kizashi::pipeline {
namespace {

TEST(ClipFiles, PicturesThatHideTheFaceHaveNamesOfTheirOwn) {
  const ClipTask task{"in/anna.mp4", "out", "anna"};
  MeasureOptions options;
  options.report = true;
  options.overlay = OverlayMode::plain;
  const ClipFiles plain = clip_files(task, options);
  options.overlay = OverlayMode::blurred;
  const ClipFiles blurred = clip_files(task, options);
  EXPECT_EQ(plain.overlay, "out/anna.overlay.webm");
  EXPECT_EQ(blurred.overlay, "out/anna.overlay-blur.webm");
  EXPECT_EQ(plain.report, "out/anna.report.html");
  EXPECT_EQ(blurred.report, "out/anna.report-blur.html");
  EXPECT_EQ(plain.sidecar, blurred.sidecar);
}

TEST(ClipFiles, NoPicturesAreNamedUnlessAskedFor) {
  const ClipFiles files = clip_files({"in/anna.mp4", "out", "anna"}, {});
  EXPECT_FALSE(files.overlay);
  EXPECT_FALSE(files.report);
  EXPECT_EQ(files.measures_csv, "out/anna.measures.csv");
}

TEST(ClipFiles, OtherPicturesAreThoseOfTheSameClipThatTheseOptionsDoNotMake) {
  MeasureOptions options;
  options.report = true;
  options.overlay = OverlayMode::blurred;
  const ClipFiles files = clip_files({"in/anna.b.mp4", "out", "anna.b"}, options);
  EXPECT_THAT(other_pictures(files), testing::ElementsAre("out/anna.b.overlay.webm", "out/anna.b.report.html"));
}

TEST(ClipFiles, AnOverlayIsKnownByItsName) {
  EXPECT_TRUE(is_overlay("out/anna.overlay.webm"));
  EXPECT_TRUE(is_overlay("out/anna.overlay-blur.webm"));
  EXPECT_FALSE(is_overlay("out/anna.webm"));
  EXPECT_FALSE(is_overlay("overlay.webm"));
}

}  // namespace
}  // namespace kizashi::pipeline
