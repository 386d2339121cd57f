// SPDX-License-Identifier: Apache-2.0
// kizashi_turn_clip CLIP YAW_DEG OUT [YAW_DEG OUT]...: the clip with the head in it turned by so many degrees more than
// it is, frame by frame, so that the same expressions are measured from another side. Each frame's own mesh makes the
// shape that is turned. Frames that show no face are left out. Models are looked for as the program does
// (KIZASHI_MODELS).
#include <fmt/format.h>

#include <cstdlib>
#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kizashi/face/mesh/mesh_networks.h"
#include "kizashi/infer/model.h"
#include "kizashi/infer/model_store.h"
#include "kizashi/media/video_reader.h"
#include "kizashi/media/video_writer.h"
#include "kizashi/synth/head_motion.h"
#include "kizashi/synth/portrait.h"

namespace {

using kizashi::base::Result;
using kizashi::base::Status;
using kizashi::face::mesh::MeshNetworks;
using kizashi::media::Frame;
using kizashi::media::VideoReader;
using kizashi::media::VideoWriter;

/// Nearly without loss, so that the turn is what differs.
constexpr int quality_crf = 8;

struct TurnedClip {
  double yaw_deg;
  VideoWriter video;
};

Result<MeshNetworks> load_networks() {
  const kizashi::infer::ModelStore store(kizashi::infer::built_in_manifest(), kizashi::infer::default_model_folders());
  const kizashi::infer::Runtime runtime({kizashi::infer::user_cache_folder()});
  return kizashi::face::mesh::load_mesh_networks(runtime, store);
}

Result<VideoReader> open_clip(const char* path) {
  auto source = kizashi::media::open_file(path);
  if (!source.ok()) return source.error();
  return VideoReader::open(*std::move(source));
}

/// One for each pair of an angle and a path.
Result<std::vector<TurnedClip>> create_outputs(const kizashi::media::VideoFacts& facts, char** pairs, int count) {
  kizashi::media::VideoWriterOptions options{facts.width_px, facts.height_px};
  options.frame_rate_hz = facts.stated_frame_rate_hz.value_or(options.frame_rate_hz);
  options.quality_crf = quality_crf;
  std::vector<TurnedClip> clips;
  for (int k = 0; k + 1 < count; k += 2) {
    auto video = VideoWriter::create(pairs[k + 1], options);
    if (!video.ok()) return video.error();
    clips.push_back({std::strtod(pairs[k], nullptr), *std::move(video)});
  }
  return clips;
}

Status write_turned(const Frame& frame, const MeshNetworks& networks, std::vector<TurnedClip>& clips) {
  const auto points_px = kizashi::synth::find_mesh(frame.rgb, networks);
  if (!points_px) return {};
  const kizashi::synth::HeadMotion motion({frame.rgb, *points_px}, networks.canonical_face);
  for (TurnedClip& clip : clips) {
    const cv::Mat turned = motion.turned(frame.rgb, {.yaw_deg = clip.yaw_deg});
    if (auto written = clip.video.write(turned, frame.timestamp_s); !written.ok()) return written;
  }
  return {};
}

Status turn(const char* path, char** pairs, int count) {
  const auto networks = load_networks();
  if (!networks.ok()) return networks.error();
  auto reader = open_clip(path);
  if (!reader.ok()) return reader.error();
  auto clips = create_outputs(reader->facts(), pairs, count);
  if (!clips.ok()) return clips.error();
  while (true) {
    auto frame = reader->next();
    if (!frame.ok()) return frame.error();
    if (!*frame) break;
    if (auto written = write_turned(**frame, *networks, *clips); !written.ok()) return written;
  }
  for (TurnedClip& clip : *clips) {
    if (auto finished = clip.video.finish(); !finished.ok()) return finished;
  }
  return {};
}

}  // namespace

int main(int argument_count, char** arguments) {
  if (argument_count < 4 || argument_count % 2 != 0) {
    fmt::print(stderr, "usage: kizashi_turn_clip CLIP YAW_DEG OUT [YAW_DEG OUT]...\n");
    return 2;
  }
  const auto status = turn(arguments[1], arguments + 2, argument_count - 2);
  if (!status.ok()) fmt::print(stderr, "{}\n", status.error().message);
  return status.ok() ? 0 : 1;
}
