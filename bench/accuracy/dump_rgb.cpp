// SPDX-License-Identifier: Apache-2.0
// kizashi_dump_rgb CLIP [as-opencv]: writes the clip's decoded frames to standard output, so that another tool measures
// the same pixels. A line of text `width height frames`, then the frames as RGB, one byte a channel, without padding.
#include <fmt/format.h>

#include <cstdio>
#include <opencv2/core.hpp>
#include <optional>
#include <string_view>

#include "kizashi/media/video_reader.h"

namespace {

using kizashi::base::Result;
using kizashi::base::Status;
using kizashi::media::Colours;
using kizashi::media::Frame;
using kizashi::media::VideoReader;
using kizashi::media::VideoReaderOptions;

Result<VideoReader> open_clip(const char* path, Colours colours) {
  auto source = kizashi::media::open_file(path);
  if (!source.ok()) return source.error();
  VideoReaderOptions options;
  options.colours = colours;
  return VideoReader::open(*std::move(source), options);
}

/// Calls `use` with every frame of the same size as the first.
template <typename Use>
Status for_each_frame(const char* path, Colours colours, Use use) {
  auto clip = open_clip(path, colours);
  if (!clip.ok()) return clip.error();
  const cv::Size size_px(clip->facts().width_px, clip->facts().height_px);
  while (true) {
    auto frame = clip->next();
    if (!frame.ok()) return frame.error();
    if (!*frame) return {};
    if ((*frame)->rgb.size() == size_px) use(**frame);
  }
}

void write_pixels(const Frame& frame) {
  for (int row = 0; row < frame.rgb.rows; ++row) {
    std::fwrite(frame.rgb.ptr(row), 3, static_cast<std::size_t>(frame.rgb.cols), stdout);
  }
}

/// Decodes twice, since the number of frames stands before them.
Status dump(const char* path, Colours colours) {
  int frames = 0;
  cv::Size size_px;
  const auto count = [&](const Frame& frame) {
    ++frames;
    size_px = frame.rgb.size();
  };
  if (auto counted = for_each_frame(path, colours, count); !counted.ok()) return counted;
  fmt::print("{} {} {}\n", size_px.width, size_px.height, frames);
  return for_each_frame(path, colours, write_pixels);
}

}  // namespace

int main(int argument_count, char** arguments) {
  const bool is_as_opencv = argument_count == 3 && std::string_view(arguments[2]) == "as-opencv";
  if (argument_count != 2 && !is_as_opencv) {
    fmt::print(stderr, "usage: kizashi_dump_rgb CLIP [as-opencv] > FRAMES\n");
    return 2;
  }
  const auto status = dump(arguments[1], is_as_opencv ? Colours::as_opencv : Colours::as_stated);
  if (!status.ok()) fmt::print(stderr, "{}\n", status.error().message);
  return status.ok() ? 0 : 1;
}
