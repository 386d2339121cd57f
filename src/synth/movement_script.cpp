// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/movement_script.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "kizashi/document/field.h"
#include "kizashi/document/value.h"
#include "kizashi/synth/speech_movement.h"

namespace kizashi::synth {

// Generated from data/simulated_clips.
std::string_view demo_script();
std::string_view each_unit_script();
std::string_view nod_script();
std::string_view self_test_script();
std::string_view smile_script();
std::string_view speech_script();
std::string_view still_script();
std::string_view turn_script();

namespace {

using document::Field;

struct Kind {
  std::string_view word;
  std::string_view unit;
  double smallest;
  double largest;  ///< what this way of drawing it still shows without tearing
  bool has_sides;
};
constexpr std::array<Kind, movement_kind_count> kinds{Kind{"brow_raise", "mm", 0.0, 8.0, true},
                                                      Kind{"brow_inner_raise", "mm", 0.0, 8.0, true},
                                                      Kind{"brow_outer_raise", "mm", 0.0, 8.0, true},
                                                      Kind{"brow_lower", "mm", 0.0, 6.0, true},
                                                      Kind{"lid_raise", "mm", 0.0, 4.0, true},
                                                      Kind{"lower_lid_raise", "mm", 0.0, 3.0, true},
                                                      Kind{"blink", "mm", 0.0, 15.0, true},
                                                      Kind{"cheek_raise", "mm", 0.0, 4.0, true},
                                                      Kind{"lip_corner_pull", "mm", 0.0, 8.0, true},
                                                      Kind{"smile", "mm", 0.0, 8.0, true},
                                                      Kind{"lip_corner_depress", "mm", 0.0, 8.0, true},
                                                      Kind{"lip_stretch", "mm", 0.0, 8.0, true},
                                                      Kind{"lips_part", "mm", 0.0, 12.0, false},
                                                      Kind{"jaw_drop", "mm", 0.0, 20.0, false},
                                                      Kind{"lip_suck", "mm", 0.0, 5.0, false},
                                                      Kind{"look_aside", "deg", -25.0, 25.0, false},
                                                      Kind{"look_down", "deg", -20.0, 25.0, false},
                                                      Kind{"head_turn", "deg", -25.0, 25.0, false},
                                                      Kind{"head_nod", "deg", -15.0, 15.0, false},
                                                      Kind{"head_roll", "deg", -25.0, 25.0, false}};
constexpr double full_closure_mm = 15.0;  // more than any eye is open

constexpr std::int64_t schema = 1;
constexpr std::int64_t largest_seed = 1'000'000'000;
constexpr double longest_clip_s = 3600.0;
/// Rounding of times that were added up.
constexpr double time_tolerance_s = 1e-9;

Kind kind_of(MovementKind kind) { return kinds.at(static_cast<std::size_t>(kind)); }

double eased(double share) { return share * share * (3.0 - 2.0 * share); }

double seconds(const Field& field) { return field.number_in(0.0, longest_clip_s); }

MovementKind read_kind(const Field& field) {
  std::vector<std::string_view> words;
  words.reserve(kinds.size());
  for (const Kind& kind : kinds) words.push_back(kind.word);
  return static_cast<MovementKind>(field.one_of(words));
}

/// What a movement is missing for its kind: a side where the kind has none, a size for all but a blink, which closes
/// the eye unless told otherwise.
Movement read_movement(const Field& field, double duration_s) {
  Movement movement;
  movement.kind = read_kind(field["kind"]);
  const Kind kind = kind_of(movement.kind);
  const std::string size = fmt::format("size_{}", kind.unit);
  field.expect_only({"kind", "side", "start_s", "onset_s", "hold_s", "offset_s", size});
  movement.start_s = seconds(field["start_s"]);
  movement.onset_s = seconds(field["onset_s"]);
  movement.hold_s = seconds(field["hold_s"]);
  movement.offset_s = seconds(field["offset_s"]);
  const bool closes_fully = movement.kind == MovementKind::blink && !field[size].present();
  movement.size = closes_fully ? full_closure_mm : field[size].number_in(kind.smallest, kind.largest);
  if (field["side"].present()) movement.side = static_cast<Side>(field["side"].one_of({"both", "left", "right"}));
  if (!kind.has_sides && movement.side != Side::both)
    field["side"].reject(fmt::format("both, since a {} has no sides", kind.word));
  if (movement.end_s() > duration_s + time_tolerance_s) {
    field.reject(fmt::format("an end within the clip's {} s and not at {} s", duration_s, movement.end_s()));
  }
  return movement;
}

/// Speech after speech, so that a short script stays a short list of movements.
Speech read_speech(const Field& field, double earliest_s, double duration_s) {
  field.expect_only({"start_s", "duration_s", "syllables_per_s", "size_mm", "seed"});
  Speech speech;
  speech.start_s = seconds(field["start_s"]);
  speech.duration_s = seconds(field["duration_s"]);
  if (field["syllables_per_s"].present()) speech.syllables_per_s = field["syllables_per_s"].number_in(0.5, 8.0);
  if (field["size_mm"].present()) speech.size_mm = field["size_mm"].number_in(0.0, 15.0);
  if (field["seed"].present()) speech.seed = static_cast<std::uint64_t>(field["seed"].integer_in(0, largest_seed));
  if (speech.start_s < earliest_s) field["start_s"].reject("a start after the speech before");
  if (speech.end_s() > duration_s + time_tolerance_s) {
    field.reject(fmt::format("an end within the clip's {} s and not at {} s", duration_s, speech.end_s()));
  }
  return speech;
}

void read_speeches(const Field& list, MovementScript& script) {
  if (!list.present()) return;
  double earliest_s = 0.0;
  for (const Field& field : list.items()) {
    const Speech speech = read_speech(field, earliest_s, script.duration_s);
    if (speech.start_s < earliest_s || speech.end_s() > script.duration_s + time_tolerance_s) return;
    earliest_s = speech.end_s();
    for (const Movement& movement : movements_of(speech)) script.movements.push_back(movement);
  }
}

void read_camera(const Field& field, MovementScript& script) {
  if (!field.present()) return;
  field.expect_only({"light_gain", "gamma", "contrast", "side_shadow", "blur_px", "noise_sd", "noise_seed", "focal_px",
                     "quality_crf"});
  const auto read = [&field](std::string_view name, double& value, double low, double high) {
    if (field[name].present()) value = field[name].number_in(low, high);
  };
  CameraConditions& camera = script.camera;
  read("light_gain", camera.light_gain, 0.05, 4.0);
  read("gamma", camera.gamma, 0.2, 5.0);
  read("contrast", camera.contrast, 0.0, 4.0);
  read("side_shadow", camera.side_shadow, -1.0, 1.0);
  read("blur_px", camera.blur_px, 0.0, 20.0);
  read("noise_sd", camera.noise_sd, 0.0, 100.0);
  const Field seed = field["noise_seed"];
  if (seed.present()) camera.noise_seed = static_cast<std::uint64_t>(seed.integer_in(0, largest_seed));
  if (field["focal_px"].present()) script.focal_length_px = field["focal_px"].number_in(50.0, 20000.0);
  const Field quality = field["quality_crf"];
  if (quality.present()) script.quality_crf = static_cast<int>(quality.integer_in(0, 63));
}

MovementScript read_script(const Field& root) {
  root.expect_only({"schema", "rest", "size_px", "frame_rate_hz", "duration_s", "movements", "speech", "camera"});
  static_cast<void>(root["schema"].integer_in(schema, schema));
  MovementScript script;
  if (root["rest"].present()) script.rest = static_cast<RestFace>(root["rest"].one_of({"neutral", "portrait"}));
  script.size_px = static_cast<int>(root["size_px"].integer_in(128, 2160));
  script.frame_rate_hz = root["frame_rate_hz"].number_in(1.0, 240.0);
  script.duration_s = root["duration_s"].number_in(0.01, longest_clip_s);
  for (const Field& movement : root["movements"].items()) {
    script.movements.push_back(read_movement(movement, script.duration_s));
  }
  read_speeches(root["speech"], script);
  read_camera(root["camera"], script);
  return script;
}

base::Error as_script_error(base::Error error) {
  error.code = base::ErrorCode::invalid_script;
  return error;
}

}  // namespace

std::string_view word_of(MovementKind kind) { return kind_of(kind).word; }

std::string_view unit_of(MovementKind kind) { return kind_of(kind).unit; }

bool has_sides(MovementKind kind) { return kind_of(kind).has_sides; }

double Movement::amount_at(double time_s) const {
  const double since_s = time_s - start_s;
  if (since_s < 0.0 || since_s >= onset_s + hold_s + offset_s) return 0.0;
  if (since_s < onset_s) return eased(since_s / onset_s);
  if (since_s <= onset_s + hold_s) return 1.0;
  return eased((onset_s + hold_s + offset_s - since_s) / offset_s);
}

std::int64_t MovementScript::frame_count() const {
  return std::max<std::int64_t>(1, std::llround(duration_s * frame_rate_hz));
}

base::Result<MovementScript> parse_script(std::string_view text, std::string_view name) {
  const auto value = document::parse(text, name);
  if (!value.ok()) return as_script_error(value.error());
  document::Mistakes mistakes{std::string(name)};
  MovementScript script = read_script(Field(*value, mistakes));
  if (auto status = mistakes.status(); !status.ok()) return as_script_error(status.error());
  return script;
}

const std::vector<Preset>& presets() {
  static const std::vector<Preset> all{{"demo", demo_script()},   {"each_unit", each_unit_script()},
                                       {"nod", nod_script()},     {"self_test", self_test_script()},
                                       {"smile", smile_script()}, {"speech", speech_script()},
                                       {"still", still_script()}, {"turn", turn_script()}};
  return all;
}

}  // namespace kizashi::synth
