// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/test_clips.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "kizashi/base/temporary_directory.h"

namespace kizashi::media {

namespace {

void require(const base::Status& status) {
  if (!status.ok()) throw std::runtime_error(status.error().message);
}

struct Box {
  std::size_t offset;
  std::size_t size;
};

Box find_top_box(const Bytes& mp4, std::string_view type) {
  for (std::size_t offset = 0; offset + 8 <= mp4.size();) {
    const std::size_t size = read_u32(mp4, offset);
    if (find_bytes(mp4, type, offset + 4) == offset + 4) return {offset, size};
    if (size < 8) break;
    offset += size;
  }
  throw std::runtime_error(fmt::format("no {} box", type));
}

void append(Bytes& bytes, std::string_view text) {
  const auto more = std::as_bytes(std::span(text));
  bytes.insert(bytes.end(), more.begin(), more.end());
}

void append_little(Bytes& bytes, std::uint32_t value, int count) {
  for (int byte = 0; byte < count; ++byte) bytes.push_back(static_cast<std::byte>(value >> (8 * byte)));
}

}  // namespace

cv::Mat test_picture(int width_px, int height_px, int frame_idx) {
  cv::Mat picture(height_px, width_px, CV_8UC3);
  for (int y = 0; y < height_px; ++y) {
    for (int x = 0; x < width_px; ++x) {
      picture.at<cv::Vec3b>(y, x) = cv::Vec3b(static_cast<std::uint8_t>(40 + 160 * x / width_px),
                                              static_cast<std::uint8_t>(40 + 160 * y / height_px), 90);
    }
  }
  const int side_px = std::max(1, height_px / 4);
  const cv::Rect square((frame_idx * 3) % std::max(1, width_px - side_px), height_px / 3, side_px, side_px);
  picture(square & cv::Rect(0, 0, width_px, height_px)).setTo(cv::Scalar(220, 60, 40));
  return picture;
}

void write_clip(const std::filesystem::path& path, const TestClip& clip) {
  VideoWriterOptions options;
  options.width_px = clip.width_px;
  options.height_px = clip.height_px;
  options.frame_rate_hz = 1.0 / clip.step_s;
  options.codec = clip.codec;
  auto writer = VideoWriter::create(path, options);
  if (!writer.ok()) throw std::runtime_error(writer.error().message);
  for (int frame = 0; frame < clip.frames; ++frame) {
    require(writer->write(test_picture(clip.width_px, clip.height_px, frame), frame * clip.step_s));
  }
  require(writer->finish());
}

Bytes clip_bytes(const std::string& ending, const TestClip& clip) {
  const base::TemporaryDirectory folder;
  write_clip(folder.path() / ("clip" + ending), clip);
  return bytes_of_file(folder.path() / ("clip" + ending));
}

Bytes bytes_of_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(stream)), {});
  return bytes_of_text(text);
}

Bytes bytes_of_text(std::string_view text) {
  Bytes bytes;
  append(bytes, text);
  return bytes;
}

std::size_t find_bytes(const Bytes& bytes, std::string_view wanted, std::size_t from) {
  return std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()).find(wanted, from);
}

std::uint32_t read_u32(const Bytes& bytes, std::size_t offset) {
  std::uint32_t value = 0;
  for (std::size_t byte = 0; byte < 4; ++byte)
    value = value << 8 | std::to_integer<std::uint32_t>(bytes.at(offset + byte));
  return value;
}

void write_u32(Bytes& bytes, std::size_t offset, std::uint32_t value) {
  for (std::size_t byte = 0; byte < 4; ++byte)
    bytes.at(offset + byte) = static_cast<std::byte>(value >> (24 - 8 * byte));
}

Bytes with_index_first(const Bytes& mp4) {
  const Box index = find_top_box(mp4, "moov");
  const Box frames = find_top_box(mp4, "mdat");
  const auto at = [&mp4](std::size_t offset) { return mp4.begin() + static_cast<std::ptrdiff_t>(offset); };
  Bytes moov(at(index.offset), at(index.offset + index.size));
  const std::size_t offsets = find_bytes(moov, "stco");
  const std::uint32_t count = read_u32(moov, offsets + 8);
  for (std::size_t entry = 0; entry < count; ++entry) {
    const std::size_t place = offsets + 12 + 4 * entry;
    write_u32(moov, place, read_u32(moov, place) + static_cast<std::uint32_t>(index.size));
  }
  Bytes moved(mp4.begin(), at(frames.offset));
  moved.insert(moved.end(), moov.begin(), moov.end());
  moved.insert(moved.end(), at(frames.offset), at(index.offset));
  return moved;
}

base::Result<VideoReader> open_bytes(Bytes bytes, const VideoReaderOptions& options) {
  auto source = open_memory(std::move(bytes), "clip in memory");
  if (!source.ok()) return source.error();
  return VideoReader::open(*std::move(source), options);
}

base::Result<VideoReader> open_path(const std::filesystem::path& path, const VideoReaderOptions& options) {
  auto source = open_file(path);
  if (!source.ok()) return source.error();
  return VideoReader::open(*std::move(source), options);
}

ReadClip read_clip(base::Result<VideoReader> reader) {
  ReadClip clip;
  if (!reader.ok()) {
    clip.error = reader.error();
    return clip;
  }
  clip.facts = reader->facts();
  while (true) {
    auto frame = reader->next();
    if (!frame.ok()) clip.error = frame.error();
    if (!frame.ok() || !*frame) break;
    clip.frames.push_back(std::move(**frame));
  }
  clip.health = reader->health();
  return clip;
}

Bytes wav_bytes(const TestSound& sound, const std::function<double(double)>& value_at) {
  const auto samples = static_cast<std::uint32_t>(std::llround(sound.duration_s * sound.rate_hz));
  const auto channels = static_cast<std::uint32_t>(sound.channels);
  const auto rate_hz = static_cast<std::uint32_t>(sound.rate_hz);
  const std::uint32_t data_bytes = samples * channels * 2;
  Bytes wav;
  append(wav, "RIFF");
  append_little(wav, 36 + data_bytes, 4);
  append(wav, "WAVEfmt ");
  append_little(wav, 16, 4);
  append_little(wav, 1, 2);
  append_little(wav, channels, 2);
  append_little(wav, rate_hz, 4);
  append_little(wav, rate_hz * channels * 2, 4);
  append_little(wav, channels * 2, 2);
  append_little(wav, 16, 2);
  append(wav, "data");
  append_little(wav, data_bytes, 4);
  for (std::uint32_t sample = 0; sample < samples; ++sample) {
    const auto value =
        static_cast<std::int16_t>(std::lround(32767.0 * value_at(static_cast<double>(sample) / rate_hz)));
    for (std::uint32_t channel = 0; channel < channels; ++channel)
      append_little(wav, static_cast<std::uint16_t>(value), 2);
  }
  return wav;
}

std::optional<bool> run_ffmpeg(const std::string& arguments) {
  if (std::system("ffmpeg -version >/dev/null 2>&1") != 0) return std::nullopt;
  return std::system(("ffmpeg -nostdin -v error -y " + arguments).c_str()) == 0;
}

std::string output_of(const std::string& command) {
  std::string output;
  std::FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return output;
  std::array<char, 4096> piece{};
  for (std::size_t count = 0; (count = std::fread(piece.data(), 1, piece.size(), pipe)) > 0;) {
    output.append(piece.data(), count);
  }
  pclose(pipe);
  return output;
}

double mean_difference(const cv::Mat& first, const cv::Mat& second) {
  cv::Mat difference;
  cv::absdiff(first, second, difference);
  const cv::Scalar mean = cv::mean(difference);
  return std::max({mean[0], mean[1], mean[2]});
}

}  // namespace kizashi::media
