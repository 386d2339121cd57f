// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/output_files.h"

#include <gtest/gtest.h>

#include <fstream>

#include "kizashi/base/temporary_directory.h"

namespace kizashi::pipeline {
namespace {

class OutputFilesOfAClip : public testing::Test {
 protected:
  OutputFilesOfAClip() {
    options_.overlay = OverlayMode::plain;
    options_.report = true;
    names_ = clip_files({"in/a.mp4", folder_.path(), "a"}, options_);
  }

  [[nodiscard]] OutputFiles whole_files() const {
    auto files = OutputFiles::create(names_);
    EXPECT_TRUE(files.ok());
    media::VideoWriterOptions video;
    video.width_px = 32;
    video.height_px = 32;
    auto overlay = media::VideoWriter::create(*names_.overlay, video);
    EXPECT_TRUE(overlay.ok() && overlay->end().ok());
    files->take_overlay(*std::move(overlay));
    return *std::move(files);
  }

  [[nodiscard]] bool is_there(const std::filesystem::path& path) const { return std::filesystem::exists(path); }
  [[nodiscard]] std::ptrdiff_t files_there() const {
    return std::distance(std::filesystem::directory_iterator(folder_.path()), std::filesystem::directory_iterator());
  }

  base::TemporaryDirectory folder_;
  MeasureOptions options_;
  ClipFiles names_;
};

TEST_F(OutputFilesOfAClip, AppearTogether) {
  OutputFiles files = whole_files();
  EXPECT_FALSE(is_there(names_.openface_csv));
  ASSERT_TRUE(files.commit().ok());
  for (const auto& path : {names_.openface_csv, names_.measures_csv, names_.sidecar, *names_.overlay, *names_.report}) {
    EXPECT_TRUE(is_there(path)) << path;
  }
  EXPECT_EQ(files_there(), 5);
}

TEST_F(OutputFilesOfAClip, TakeAwayPicturesOfOtherResultsAndKeepThoseOfTheSame) {
  const auto hidden = folder_.path() / "a.overlay-blur.webm";
  const auto of_another_clip = folder_.path() / "b.overlay.webm";
  for (const auto& path : {hidden, of_another_clip}) std::ofstream(path) << "a picture";
  std::ofstream(names_.sidecar) << "results";
  OutputFiles same = whole_files();
  ASSERT_TRUE(same.sidecar().write("results").ok() && same.commit().ok());
  EXPECT_TRUE(is_there(hidden)) << "of the same results";
  OutputFiles other = whole_files();
  ASSERT_TRUE(other.sidecar().write("other results").ok() && other.commit().ok());
  EXPECT_FALSE(is_there(hidden));
  EXPECT_TRUE(is_there(of_another_clip));
}

TEST_F(OutputFilesOfAClip, LeaveNothingWhenTheyAreNeverWhole) {
  { const OutputFiles files = whole_files(); }
  EXPECT_EQ(files_there(), 0);
}

TEST_F(OutputFilesOfAClip, LeaveNoneAndNoOlderSidecarWhereOneCannotAppear) {
  std::ofstream(names_.sidecar) << "{}";
  // A folder that is not empty cannot be replaced by a file.
  std::filesystem::create_directories(*names_.report / "in the way");
  {
    OutputFiles files = whole_files();
    EXPECT_FALSE(files.commit().ok());
  }
  EXPECT_FALSE(is_there(names_.openface_csv));
  EXPECT_FALSE(is_there(names_.measures_csv));
  EXPECT_FALSE(is_there(*names_.overlay));
  EXPECT_FALSE(is_there(names_.sidecar));
  EXPECT_EQ(files_there(), 1) << "what stood in the way";
}

}  // namespace
}  // namespace kizashi::pipeline
