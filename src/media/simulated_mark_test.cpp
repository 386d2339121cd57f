// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/simulated_mark.h"

#include <gtest/gtest.h>

#include <fstream>

#include "kizashi/base/temporary_directory.h"
#include "kizashi/media/test_clips.h"

namespace kizashi::media {
namespace {

class SimulatedMark : public testing::Test {
 protected:
  [[nodiscard]] std::filesystem::path clip_with(const std::string& name, const std::string& comment) const {
    const auto path = folder_.path() / name;
    VideoWriterOptions options;
    options.width_px = 64;
    options.height_px = 48;
    options.comment = comment;
    auto writer = VideoWriter::create(path, options);
    EXPECT_TRUE(writer.ok() && writer->write(test_picture(64, 48, 0), 0.0).ok() && writer->finish().ok());
    return path;
  }
  base::TemporaryDirectory folder_;
};

TEST_F(SimulatedMark, IsReadFromEveryContainerThatHasIt) {
  for (const std::string name : {"clip.mp4", "clip.mkv", "clip.webm"}) {
    const auto found = is_simulated_clip(clip_with(name, simulated_clip_comment));
    ASSERT_TRUE(found.ok()) << name << ": " << found.error().message;
    EXPECT_TRUE(*found) << name;
  }
}

TEST_F(SimulatedMark, IsInNoOtherClip) {
  EXPECT_FALSE(*is_simulated_clip(clip_with("plain.mp4", "")));
  EXPECT_FALSE(*is_simulated_clip(clip_with("said.mkv", "a kizashi simulated clip, says somebody")));
}

TEST_F(SimulatedMark, ChangesNothingWhereNoneIsAsked) {
  const auto bare = bytes_of_file(clip_with("bare.mp4", ""));
  EXPECT_EQ(find_bytes(bare, simulated_clip_comment), find_bytes({}, "x"));
  EXPECT_EQ(bare, bytes_of_file(clip_with("again.mp4", "")));
}

TEST_F(SimulatedMark, SaysWhatIsNoClip) {
  const auto path = folder_.path() / "text.mp4";
  std::ofstream(path) << "no video";
  ASSERT_FALSE(is_simulated_clip(path).ok());
  EXPECT_EQ(is_simulated_clip(path).error().code, base::ErrorCode::not_a_video);
  EXPECT_EQ(is_simulated_clip(folder_.path() / "none.mp4").error().code, base::ErrorCode::missing_file);
}

}  // namespace
}  // namespace kizashi::media
