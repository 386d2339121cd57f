// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kizashi/observation/face_observation.h"
#include "kizashi/series/frame_intervals.h"
#include "kizashi/series/repeated_frames.h"
#include "kizashi/series/track_gaps.h"

namespace kizashi::series {

/// Limits beside which a clip is called weak; each is written into the sidecar beside what was measured.
struct QualityLimits {
  double least_face_height_px = 120.0;
  double least_brightness = 40.0;  ///< mean luma of the face, 0 to 255
  double most_brightness = 230.0;
  double most_side_light = 0.35;   ///< of either sign: one half of the face is more than twice as bright
  double least_sharpness = 20.0;   ///< variance of the Laplacian of the face's crop, grey levels squared
  double turned_angle_rad = 0.6;   ///< a face that turns further from the camera counts as turned away
  double most_turned_share = 0.2;  ///< of the frames with a face
  double least_tracked_share = 0.9;
  double most_several_faces_share = 0.1;  ///< of the frames in which others were looked for
  double most_gap_s = 0.5;
  RepeatLimits repeat;
  double most_repeated_share = 0.25;
  double most_freeze_s = 0.5;
  std::int64_t least_frames = 25;
  double least_speaking_speed_mm_per_s = 10.0;  ///< of the lips, while a voice is heard
};

/// Damage that the decoder met on its way.
struct StreamDamage {
  std::int64_t corrupt_packets = 0;
  std::int64_t untimed_frames = 0;
  bool ends_early = false;
};

struct QualityReport {
  QualityLimits limits;
  std::string verdict;               ///< good, weak (with reasons), or no-face
  std::vector<std::string> reasons;  ///< words such as small-face; empty when good
  std::int64_t frames = 0;
  std::int64_t frames_with_face = 0;
  std::int64_t frames_searched_for_others = 0;
  std::int64_t frames_with_several_faces = 0;   ///< of those
  std::optional<double> tracked_share;          ///< frames_with_face / frames
  std::optional<double> several_faces_share;    ///< frames_with_several_faces / frames_searched_for_others
  std::optional<double> median_face_height_px;  ///< medians are over frames of the face of the lowest id
  std::optional<double> median_brightness;
  std::optional<double> median_side_light;
  std::optional<double> median_sharpness;
  std::optional<double> median_frontal_angle_rad;
  std::optional<double> turned_share;  ///< of the frames with a face, the face of the lowest id
  GapReport gaps;                      ///< of frames without any face
  RepeatReport repeats;
  std::optional<double> speaking_speed_mm_per_s;  ///< of the mouth that moves most while a voice is heard
};

/// Collects what limits the trust in a clip, frame by frame, in constant memory.
class QualityCollector {
 public:
  explicit QualityCollector(const QualityLimits& limits = {}) : limits_(limits) {}
  void add(const observation::FrameObservation& frame);
  /// `speaking_speed_mm_per_s` is that of the mouth that moves most while a voice is heard; nothing where it is
  /// unknown.
  [[nodiscard]] QualityReport report(const StreamDamage& damage, const FrameIntervalReport& intervals,
                                     const std::optional<double>& speaking_speed_mm_per_s) const;

 private:
  void add_face(const observation::FaceQuality& quality);
  void set_medians(QualityReport& report) const;

  QualityLimits limits_;
  math::HistogramQuantile face_height_px_{{0.0, 8192.0, 16384}};
  math::HistogramQuantile brightness_{{0.0, 256.0, 2560}};
  math::HistogramQuantile side_light_{{-1.0, 1.0, 2000}};
  math::HistogramQuantile sharpness_{{0.0, 10000.0, 20000}};
  math::HistogramQuantile frontal_angle_rad_{{0.0, 3.2, 3200}};
  TrackGaps gaps_;
  RepeatedFrames repeats_{limits_.repeat};
  std::int64_t frames_ = 0;
  std::int64_t frames_with_face_ = 0;
  std::int64_t frames_turned_ = 0;
  std::int64_t frames_searched_for_others_ = 0;
  std::int64_t frames_with_several_faces_ = 0;
};

}  // namespace kizashi::series
