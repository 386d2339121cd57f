// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/illustrate_clip.h"

#include <gmock/gmock.h>

#include "kizashi/base/temporary_directory.h"
#include "kizashi/media/video_reader.h"
#include "kizashi/pipeline/clip_tables.h"

namespace kizashi::pipeline {
namespace {

constexpr int side_px = 64;

/// A clip without a face, measured as far as an overlay needs it.
class IllustrateClip : public testing::Test {
 protected:
  void make_clip(int frames) {
    media::VideoWriterOptions options;
    options.width_px = side_px;
    options.height_px = side_px;
    auto writer = media::VideoWriter::create(clip_path(), options);
    ASSERT_TRUE(writer.ok());
    for (int idx = 0; idx < frames; ++idx) {
      ASSERT_TRUE(writer->write({side_px, side_px, CV_8UC3, cv::Scalar::all(idx)}, 0.04 * idx).ok());
    }
    ASSERT_TRUE(writer->finish().ok());
  }

  void make_tables(int frames) {
    tables_.reset();  // before others of the same name are made
    auto tables = RawTables::create(folder_.path(), "clip", {});
    ASSERT_TRUE(tables.ok() && tables->keep_drawing_points(folder_.path(), "clip").ok());
    for (int idx = 0; idx < frames; ++idx) ASSERT_TRUE(tables->add({idx, 0.04 * idx, {}}).ok());
    ASSERT_TRUE(tables->finish().ok());
    tables_ = *std::move(tables);
  }

  [[nodiscard]] IllustrationPlan plan_for(int frames) const {
    IllustrationPlan plan{clip_path(), frames, std::nullopt, true, {}, {}};
    if (!tables_) return plan;
    plan.overlay.emplace();
    plan.overlay->path = overlay_path();
    plan.overlay->plan.width_px = side_px;
    plan.overlay->plan.height_px = side_px;
    plan.overlay->openface_csv = tables_->openface_path();
    plan.overlay->measures_csv = tables_->measures_path();
    plan.overlay->drawing_points = tables_->drawing_points_path();
    return plan;
  }

  static std::vector<std::int64_t> frames_shown(const Illustrations& illustrations) {
    std::vector<std::int64_t> frames;
    for (const auto& thumbnail : illustrations.thumbnails) frames.push_back(thumbnail.frame_number);
    return frames;
  }

  [[nodiscard]] std::filesystem::path clip_path() const { return folder_.path() / "clip.webm"; }
  [[nodiscard]] std::filesystem::path overlay_path() const { return folder_.path() / "clip.overlay.webm"; }
  /// The clip, three files of raw tables, and whatever else there is.
  [[nodiscard]] std::ptrdiff_t files_there() const {
    return std::distance(std::filesystem::directory_iterator(folder_.path()), std::filesystem::directory_iterator());
  }

  base::TemporaryDirectory folder_;
  std::optional<RawTables> tables_;
};

TEST_F(IllustrateClip, SpreadsTwelveThumbnailsEvenly) {
  make_clip(120);
  const auto made = illustrate_clip(plan_for(120));
  ASSERT_TRUE(made.ok()) << made.error().message;
  EXPECT_THAT(frames_shown(*made), testing::ElementsAre(6, 16, 26, 36, 46, 56, 66, 76, 86, 96, 106, 116));
  EXPECT_DOUBLE_EQ(made->thumbnails.front().timestamp_s, 0.2);
}

TEST_F(IllustrateClip, ShowsEveryFrameOfAVeryShortClip) {
  make_clip(3);
  const auto made = illustrate_clip(plan_for(3));
  ASSERT_TRUE(made.ok());
  EXPECT_THAT(frames_shown(*made), testing::ElementsAre(1, 2, 3));
}

TEST_F(IllustrateClip, TellsOfEveryFrameAndWritesTheOverlayAside) {
  make_clip(5);
  make_tables(5);
  IllustrationPlan plan = plan_for(5);
  int told = 0;
  plan.after_each_frame = [&] { ++told; };
  auto made = illustrate_clip(plan);
  ASSERT_TRUE(made.ok()) << made.error().message;
  EXPECT_EQ(told, 5);
  EXPECT_FALSE(std::filesystem::exists(overlay_path()));
  ASSERT_TRUE(made->overlay && made->overlay->commit().ok());
  auto reader = media::VideoReader::open(*media::open_file(overlay_path()));
  ASSERT_TRUE(reader.ok());
  int frames = 0;
  while ((*reader->next()).has_value()) ++frames;
  EXPECT_EQ(frames, 5);
}

TEST_F(IllustrateClip, RefusesAClipThatIsNotTheOneThatWasMeasured) {
  make_clip(5);
  for (const int measured : {4, 6}) {
    make_tables(measured);
    const auto made = illustrate_clip(plan_for(measured));
    ASSERT_FALSE(made.ok()) << measured;
    EXPECT_EQ(made.error().code, base::ErrorCode::unreadable_file);
  }
  EXPECT_EQ(files_there(), 4) << "no overlay is left behind";
}

TEST_F(IllustrateClip, StopsWhenAskedAndLeavesNothing) {
  make_clip(5);
  make_tables(5);
  IllustrationPlan plan = plan_for(5);
  std::stop_source source;
  plan.stopping = source.get_token();
  plan.after_each_frame = [&] { source.request_stop(); };
  const auto made = illustrate_clip(plan);
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.error().code, base::ErrorCode::interrupted);
  EXPECT_EQ(files_there(), 4);
}

}  // namespace
}  // namespace kizashi::pipeline
