// SPDX-License-Identifier: Apache-2.0
// kizashi_openface_stages MODELS CLIP: milliseconds of processor time a frame that each stage of the openface engine
// takes on a clip, one after the other in one thread, as one JSON object. MODELS is a folder of OpenFace's models.
#include <fmt/format.h>

#include <cstdio>
#include <optional>

#include "kizashi/face/camera.h"
#include "kizashi/face/crop.h"
#include "kizashi/face/crop_quality.h"
#include "kizashi/face/openface/appearance.h"
#include "kizashi/face/openface/head_and_gaze.h"
#include "kizashi/face/openface/landmark_drawing.h"
#include "kizashi/face/openface/landmark_tracker.h"
#include "kizashi/face/openface/model_folder.h"
#include "kizashi/face/openface/person_median.h"
#include "kizashi/face/openface/scores.h"
#include "kizashi/media/video_reader.h"
#include "stage_clock.h"

namespace {

namespace base = kizashi::base;
namespace face = kizashi::face;
namespace media = kizashi::media;
namespace openface = kizashi::face::openface;

/// Follows one face through a clip as the engine does, with nothing in parallel.
class Walk {
 public:
  Walk(std::shared_ptr<const openface::Models> models, Stages& stages)
      : stages_(stages),
        models_(std::move(models)),
        tracker_(openface::prepare_tracker(models_)),
        aligner_(models_->videos),
        scorer_(models_->videos) {}

  void take(const cv::Mat& rgb) {
    ++frames_;
    const auto fit = stages_.time("landmarks", [&] { return tracker_.look(rgb, followed_); });
    followed_ = fit.after;
    if (fit.is_success) see_head(rgb, fit.after.fit);
    if (fit.is_validated) see_units(rgb, fit.after.fit.points_px);
  }

  [[nodiscard]] int frames() const { return frames_; }

 private:
  void see_head(const cv::Mat& rgb, const openface::FaceFit& fit) {
    const auto camera = face::default_camera(rgb.cols, rgb.rows);
    const auto head =
        stages_.time("head pose", [&] { return openface::estimate_head_pose(models_->face.shape, fit, camera); });
    stages_.time("gaze", [&] { return openface::estimate_gaze(*models_, fit, head, camera); });
    constexpr int crop_side_px = 256;
    stages_.time("crop quality", [&] {
      return face::crop_quality(
          face::crop_region(rgb, openface::region_of(fit.points_px), crop_side_px, face::Border::replicated));
    });
  }

  void see_units(const cv::Mat& rgb, const openface::Points2& points_px) {
    const auto aligned = stages_.time("aligned face", [&] { return aligner_.align(rgb, points_px); });
    const auto features = stages_.time("features", [&] { return openface::features_of(aligned, models_->videos); });
    stages_.time("median", [&] {
      median_.add(&features);
      return median_.samples();
    });
    stages_.time("scores", [&] { return scorer_.scores(features) - scorer_.person_parts(median_.median()); });
  }

  Stages& stages_;
  std::shared_ptr<const openface::Models> models_;
  openface::LandmarkTracker tracker_;
  openface::FaceAligner aligner_;
  openface::Scorer scorer_;
  openface::PersonMedian median_;
  openface::FollowedFace followed_;
  int frames_ = 0;
};

base::Result<media::VideoReader> open_clip(const char* path) {
  auto source = media::open_file(path);
  if (!source.ok()) return source.error();
  media::VideoReaderOptions options;
  options.colours = media::Colours::as_opencv;
  return media::VideoReader::open(*std::move(source), options);
}

base::Status walk(const char* folder, const char* path) {
  auto models = openface::load_model_folder(folder);
  if (!models.ok()) return models.error();
  auto clip = open_clip(path);
  if (!clip.ok()) return clip.error();
  Stages stages;
  Walk walk(*std::move(models), stages);
  while (true) {
    const auto frame = stages.time("decode and colour", [&] { return clip->next(); });
    if (!frame.ok()) return frame.error();
    if (!*frame) break;
    walk.take((*frame)->rgb);
  }
  stages.print(walk.frames());
  return {};
}

}  // namespace

int main(int argument_count, char** arguments) {
  if (argument_count != 3) {
    fmt::print(stderr, "usage: kizashi_openface_stages MODELS CLIP\n");
    return 2;
  }
  const auto status = walk(arguments[1], arguments[2]);
  if (!status.ok()) fmt::print(stderr, "{}\n", status.error().message);
  return status.ok() ? 0 : 1;
}
