// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/byte_source.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "kizashi/base/temporary_directory.h"

namespace kizashi::media {
namespace {

std::string read_all(ByteSource& source) {
  std::string text;
  std::array<std::byte, 3> piece{};  // smaller than any text below
  while (true) {
    const auto count = source.read(piece);
    if (!count.ok()) return "failed: " + count.error().message;
    if (*count == 0) return text;
    text.append(reinterpret_cast<const char*>(piece.data()), *count);
  }
}

std::vector<std::byte> bytes_of(std::string_view text) {
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

class ByteSourceTest : public testing::Test {
 protected:
  [[nodiscard]] std::filesystem::path path_of(const std::string& text) const {
    auto path = folder_.path() / "clip.bin";
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  base::TemporaryDirectory folder_;
};

TEST_F(ByteSourceTest, AFileAndTheSameBytesInMemoryReadAlike) {
  const std::string text = "the bytes of a clip";
  auto file = open_file(path_of(text));
  auto memory = open_memory(bytes_of(text), "clip");
  ASSERT_TRUE(file.ok() && memory.ok());
  for (ByteSource* source : {file->get(), memory->get()}) {
    EXPECT_EQ(source->size_bytes(), static_cast<std::int64_t>(text.size()));
    EXPECT_EQ(read_all(*source), text);
    ASSERT_TRUE(source->seek(4).ok());
    EXPECT_EQ(read_all(*source), "bytes of a clip");
    ASSERT_TRUE(source->seek(source->size_bytes()).ok());
    EXPECT_EQ(read_all(*source), "");
  }
}

TEST_F(ByteSourceTest, SeekingOutsideIsABrokenContract) {
  auto file = open_file(path_of("abc"));
  auto memory = open_memory(bytes_of("abc"), "clip");
  for (ByteSource* source : {file->get(), memory->get()}) {
    EXPECT_THROW(static_cast<void>(source->seek(4)), base::ContractViolation);
    EXPECT_THROW(static_cast<void>(source->seek(-1)), base::ContractViolation);
  }
}

TEST_F(ByteSourceTest, SaysThatAFileIsMissing) {
  EXPECT_EQ(open_file(folder_.path() / "none.mp4").error().code, base::ErrorCode::missing_file);
}

TEST_F(ByteSourceTest, SaysThatAPathLeadsThroughAFile) {
  EXPECT_EQ(open_file(path_of("abc") / "clip.mp4").error().code, base::ErrorCode::missing_file);
}

TEST_F(ByteSourceTest, SaysThatAFolderIsNoFile) {
  EXPECT_EQ(open_file(folder_.path()).error().code, base::ErrorCode::unreadable_file);
}

TEST_F(ByteSourceTest, DoesNotWaitForANamedPipe) {
  const auto path = folder_.path() / "pipe.mp4";
  ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
  EXPECT_EQ(open_file(path).error().code, base::ErrorCode::unreadable_file);
}

TEST_F(ByteSourceTest, SaysThatAFileMayNotBeRead) {
  if (geteuid() == 0) GTEST_SKIP() << "root may read everything";
  const auto path = path_of("abc");
  std::filesystem::permissions(path, std::filesystem::perms::none);
  EXPECT_EQ(open_file(path).error().code, base::ErrorCode::unreadable_file);
}

TEST_F(ByteSourceTest, SaysThatThereIsNothingInside) {
  EXPECT_EQ(open_file(path_of("")).error().code, base::ErrorCode::empty_file);
  EXPECT_EQ(open_memory({}, "clip").error().code, base::ErrorCode::empty_file);
}

TEST_F(ByteSourceTest, NamesTheFileInItsMessages) {
  const auto failed = open_file(folder_.path() / "none.mp4");
  EXPECT_NE(failed.error().message.find("none.mp4"), std::string::npos);
}

}  // namespace
}  // namespace kizashi::media
