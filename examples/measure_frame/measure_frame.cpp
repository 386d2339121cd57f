// SPDX-License-Identifier: Apache-2.0
// Measures the face in a picture, or in the first frame of a video: measure_frame FILE
#include <fmt/format.h>

#include "kizashi/media/video_reader.h"
#include "kizashi/pipeline/frame_measurer.h"

using namespace kizashi;

int fail(const base::Error& error) {
  fmt::print(stderr, "measure_frame: {}\n", error.message);
  return 1;
}

int main(int argument_count, char** arguments) {
  auto source = media::open_file(argument_count > 1 ? arguments[1] : "");
  if (!source.ok()) return fail(source.error());
  auto reader = media::VideoReader::open(*std::move(source));
  if (!reader.ok()) return fail(reader.error());
  const auto frame = reader->next();
  if (!frame.ok()) return fail(frame.error());

  auto measurer = pipeline::FrameMeasurer::open({.model_folders = {MODEL_FOLDER}});
  if (!measurer.ok()) return fail(measurer.error());
  const cv::Mat& rgb = (*frame)->rgb;  // any buffer of red, green and blue bytes will do
  const auto measured = measurer->measure({rgb.data, rgb.cols, rgb.rows, rgb.step});
  if (!measured) return fail({base::ErrorCode::no_frames, "no face in the picture"});

  const auto& face = measured->face;
  fmt::print("face_height_px {:.0f}\nfrontal_angle_rad {:.3f}\n", face.quality.face_height_px,
             face.quality.frontal_angle_rad);
  if (face.head_pose) fmt::print("pose_Tz {:.2f}\n", face.head_pose->head_in_camera_mm.z());
  for (const auto unit : observation::all_action_units) {
    const auto& state = measured->action_units[observation::index_of(unit)];
    if (!state || !state->intensity || !state->is_present) continue;
    fmt::print("{} {:.2f} {}\n", code_of(unit), *state->intensity, *state->is_present ? "present" : "absent");
  }
}
