// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/synth/camera_conditions.h"

namespace kizashi::synth {

/// What a simulated face can do. A new kind gets a word, a range of sizes and a part of the face that moves.
enum class MovementKind {
  brow_raise,          ///< brow and forehead go up
  brow_inner_raise,    ///< the inner half of the brow goes up
  brow_outer_raise,    ///< the outer half of the brow goes up
  brow_lower,          ///< the brow goes down and towards the middle
  lid_raise,           ///< the upper lid goes up
  lower_lid_raise,     ///< the lower lid goes up
  blink,               ///< the upper lid comes down
  cheek_raise,         ///< cheek and lower lid go up
  lip_corner_pull,     ///< the lip corner goes outwards and up
  smile,               ///< the same, with the cheek and the lower lid
  lip_corner_depress,  ///< the lip corner goes down
  lip_stretch,         ///< the lip corner goes straight outwards
  lips_part,           ///< the lower lip goes down without the jaw
  jaw_drop,            ///< the lower jaw goes down and the mouth opens
  lip_suck,            ///< the red of both lips disappears inwards
  look_aside,          ///< the eyes turn to the right of the picture, as OpenFace's gaze_angle_x counts
  look_down,           ///< the eyes turn down, as gaze_angle_y counts
  head_turn,           ///< the nose goes to the left of the picture, as OpenFace's pose_Ry counts
  head_nod,            ///< the head nods down, as pose_Rx counts
  head_roll,           ///< the head turns clockwise in the picture, as pose_Rz counts
};
inline constexpr std::size_t movement_kind_count = 20;

/// The word of a kind in scripts and column names, for example `brow_raise`.
std::string_view word_of(MovementKind kind);
/// What its size is counted in: `mm` or `deg`.
std::string_view unit_of(MovementKind kind);
/// Whether each side of the face can do it alone.
bool has_sides(MovementKind kind);

/// A side of the person, not of the picture.
enum class Side { both, left, right };

/// One movement: rise over `onset_s`, rest at `size` for `hold_s`, return over `offset_s`.
struct Movement {
  MovementKind kind = MovementKind::brow_raise;
  Side side = Side::both;
  double start_s = 0.0;
  double onset_s = 0.0;
  double hold_s = 0.0;
  double offset_s = 0.0;
  /// In its kind's unit; those in degrees go the other way below 0. A blink beyond the lower lid stays closed.
  double size = 0.0;

  [[nodiscard]] double end_s() const { return start_s + onset_s + hold_s + offset_s; }
  /// Share of the size reached at a time, 0 to 1, rising and falling as 3x^2 - 2x^3.
  [[nodiscard]] double amount_at(double time_s) const;
};

/// The face that movements start from.
enum class RestFace {
  neutral,   ///< the portrait with its mouth closed and its lip corners level
  portrait,  ///< the portrait as it is: smiling, with open lips
};

/// A clip to be simulated.
struct MovementScript {
  RestFace rest = RestFace::neutral;
  int size_px = 640;  ///< width and height
  double frame_rate_hz = 25.0;
  double duration_s = 10.0;
  std::vector<Movement> movements;
  CameraConditions camera;
  std::optional<double> focal_length_px;  ///< of the camera before which the head turns; HeadMotion tells more
  int quality_crf = 24;                   ///< of the video, 0 (best) to 63 (smallest)

  [[nodiscard]] std::int64_t frame_count() const;
};

/// Reads a movement script; data/simulated_clips/demo.json is one. `name` is what messages call it. Fails with
/// invalid_script and the position of the first mistake.
base::Result<MovementScript> parse_script(std::string_view text, std::string_view name);

/// A script that the program carries.
struct Preset {
  std::string_view name;
  std::string_view text;
};
const std::vector<Preset>& presets();

}  // namespace kizashi::synth
