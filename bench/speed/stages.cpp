// SPDX-License-Identifier: Apache-2.0
// kizashi_stages CLIP: what each stage of measuring a clip costs, in milliseconds of processor time a frame, as one
// JSON object. One thread does everything, one stage after the other, with the program's own code.
#include <fmt/format.h>

#include <ctime>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kizashi/face/crop.h"
#include "kizashi/face/crop_quality.h"
#include "kizashi/face/mesh/blendshapes.h"
#include "kizashi/face/mesh/detector.h"
#include "kizashi/face/mesh/evidence.h"
#include "kizashi/face/mesh/gaze.h"
#include "kizashi/face/mesh/head_pose.h"
#include "kizashi/face/mesh/landmarker.h"
#include "kizashi/face/mesh/mesh_networks.h"
#include "kizashi/face/mesh/patches.h"
#include "kizashi/media/colour_conversion.h"
#include "kizashi/media/picture_change.h"
#include "kizashi/media/stream_decoder.h"
#include "stage_clock.h"

namespace {

namespace base = kizashi::base;
namespace infer = kizashi::infer;
namespace media = kizashi::media;
namespace face = kizashi::face;
namespace mesh = kizashi::face::mesh;

base::Result<media::StreamDecoder> open_clip(const char* path) {
  auto source = media::open_file(path);
  if (!source.ok()) return source.error();
  constexpr std::int64_t largest_frame_px = std::int64_t{8192} * 8192;
  auto input = media::AvInput::open(*std::move(source), largest_frame_px);
  if (!input.ok()) return input.error();
  const auto stream_idx = media::first_stream(input->format(), AVMEDIA_TYPE_VIDEO);
  if (!stream_idx) return base::Error{base::ErrorCode::no_video_stream, path};
  return media::StreamDecoder::open(*std::move(input), *stream_idx, {1, largest_frame_px});
}

/// Follows one face through a clip as the program does, with nothing in parallel.
class Walk {
 public:
  Walk(const mesh::MeshNetworks& networks, Stages& stages)
      : stages_(stages),
        face_(networks.canonical_face),
        detector_(networks.detector.make_session()),
        landmarker_(networks.landmarks.make_session()),
        blendshapes_(networks.blendshapes.make_session()) {}

  base::Status take(const AVFrame& picture) {
    const auto rgb = stages_.time("colour", [&] { return converter_.convert(picture); });
    if (!rgb.ok()) return rgb.error();
    stages_.time("picture change", [&] { return change_.add(*rgb); });
    constexpr int frames_between_counts = 8;
    if (!region_ || frames_ % frames_between_counts == 0) find(*rgb);
    ++frames_;
    if (region_) look(*rgb);
    return {};
  }

  [[nodiscard]] int frames() const { return frames_; }

 private:
  void find(const cv::Mat& rgb) {
    const auto detections = stages_.time("detector", [&] { return detector_.detect(rgb); });
    if (!region_ && !detections.empty()) region_ = mesh::region_of(detections.front());
  }

  void look(const cv::Mat& rgb) {
    const auto crop = stages_.time(
        "crop", [&] { return face::crop_region(rgb, *region_, mesh::landmarker_side_px, face::Border::replicated); });
    const auto found = stages_.time("landmarks", [&] { return landmarker_.find(crop, *region_); });
    if (found.presence <= mesh::least_presence) {
      region_.reset();
      return;
    }
    stages_.time("crop quality", [&] { return face::crop_quality(crop); });
    measure(rgb, found.points_px);
    region_ = mesh::region_of(found.points_px);
  }

  void measure(const cv::Mat& rgb, const mesh::MeshPoints& points_px) {
    const auto camera = face::default_camera(rgb.cols, rgb.rows);
    const auto pose = stages_.time("head pose", [&] { return mesh::estimate_head_pose(points_px, face_, camera); });
    const auto gaze = stages_.time("gaze", [&] { return mesh::estimate_gaze(points_px, pose, face_, camera); });
    const auto blendshapes = stages_.time("blendshapes", [&] { return blendshapes_.estimate(points_px); });
    stages_.time("distances", [&] { return mesh::compute_evidence({points_px, blendshapes, pose, gaze}, face_); });
    stages_.time("patches", [&] { return mesh::measure_patches(rgb, points_px); });
  }

  Stages& stages_;
  const mesh::CanonicalFace& face_;
  media::RgbConverter converter_;
  media::PictureChange change_;
  mesh::Detector detector_;
  mesh::Landmarker landmarker_;
  mesh::BlendshapeEstimator blendshapes_;
  std::optional<kizashi::face::FaceRegion> region_;
  int frames_ = 0;
};

base::Status walk(const char* path) {
  const infer::Runtime runtime({infer::user_cache_folder()});
  const infer::ModelStore store(infer::built_in_manifest(), infer::default_model_folders());
  const auto networks = mesh::load_mesh_networks(runtime, store);
  if (!networks.ok()) return networks.error();
  auto clip = open_clip(path);
  if (!clip.ok()) return clip.error();
  Stages stages;
  Walk walk(*networks, stages);
  while (true) {
    const auto picture = stages.time("decode", [&] { return clip->next(); });
    if (!picture.ok()) return picture.error();
    if (*picture == nullptr) break;
    if (auto status = walk.take(**picture); !status.ok()) return status;
  }
  stages.print(walk.frames());
  return {};
}

}  // namespace

int main(int argument_count, char** arguments) {
  if (argument_count != 2) {
    fmt::print(stderr, "usage: kizashi_stages CLIP\n");
    return 2;
  }
  const auto status = walk(arguments[1]);
  if (!status.ok()) fmt::print(stderr, "{}\n", status.error().message);
  return status.ok() ? 0 : 1;
}
