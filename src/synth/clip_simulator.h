// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <vector>

#include "kizashi/synth/eyelid.h"
#include "kizashi/synth/gaze_shift.h"
#include "kizashi/synth/head_motion.h"
#include "kizashi/synth/mouth.h"
#include "kizashi/synth/movement_script.h"
#include "kizashi/synth/portrait.h"

namespace kizashi::synth {

/// How far each movable part is from its place at rest, in mm or degrees.
using Displacements = std::vector<double>;

/// What Displacements holds, in its order: columns for a table, such as `brow_raise_left_mm` (the person's left).
const std::vector<std::string>& displacement_columns();

/// A clip of a still face that moves as a script says. A frame depends on its number alone.
class ClipSimulator {
 public:
  /// The portrait is a square of script.size_px. `face` (MeshNetworks::canonical_face) is needed where the head turns.
  ClipSimulator(Portrait portrait, MovementScript script,
                const std::optional<face::mesh::CanonicalFace>& face = std::nullopt);

  [[nodiscard]] std::int64_t frame_count() const { return script_.frame_count(); }
  [[nodiscard]] double timestamp_s(std::int64_t frame_idx) const;
  /// CV_8UC3, red first.
  [[nodiscard]] cv::Mat frame(std::int64_t frame_idx) const;
  /// The truth behind a frame, along each part's own direction.
  [[nodiscard]] Displacements displacements(std::int64_t frame_idx) const;
  [[nodiscard]] const MovementScript& script() const { return script_; }
  [[nodiscard]] double mm_per_px() const { return static_cast<double>(shape_.frame().mm_per_px()); }

 private:
  /// A part of the face that is warped: its place in Displacements, and its field for one millimetre.
  struct MovingPart {
    std::size_t part_idx;
    cv::Mat field;
  };
  [[nodiscard]] double part_at(MovementKind kind, Side side, double time_s) const;
  [[nodiscard]] bool uses(std::initializer_list<MovementKind> kinds) const;
  [[nodiscard]] std::vector<MovingPart> make_moving_parts() const;
  [[nodiscard]] cv::Mat displacement_px(const Displacements& amounts) const;
  /// The portrait with eyes and lids moved.
  [[nodiscard]] cv::Mat with_eyes(const Displacements& amounts) const;

  Portrait portrait_;  ///< at rest
  MovementScript script_;
  FaceShape shape_;
  std::vector<MovingPart> moving_parts_;  ///< those that the script moves
  std::array<Eyelid, 2> lids_;            ///< the person's left, then right
  Mouth mouth_;
  std::optional<GazeShift> gaze_;  ///< where the script moves eyes or lids
  std::optional<HeadMotion> head_;
};

}  // namespace kizashi::synth
