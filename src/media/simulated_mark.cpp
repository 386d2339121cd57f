// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/simulated_mark.h"

#include <string_view>
#include <utility>

#include "kizashi/media/av_input.h"
#include "kizashi/media/byte_source.h"
#include "kizashi/media/video_reader.h"

namespace kizashi::media {

base::Result<bool> is_simulated_clip(const std::filesystem::path& path) {
  auto source = open_file(path);
  if (!source.ok()) return source.error();
  const auto input = AvInput::open(*std::move(source), VideoReaderOptions{}.largest_frame_px);
  if (!input.ok()) return input.error();
  // libavformat compares names without regard to case: Matroska writes COMMENT.
  const AVDictionaryEntry* comment = av_dict_get(input->format().metadata, "comment", nullptr, 0);
  return comment != nullptr && std::string_view(comment->value) == simulated_clip_comment;
}

}  // namespace kizashi::media
