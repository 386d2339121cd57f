// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/movement_script.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "kizashi/document/field.h"
#include "kizashi/document/value.h"

namespace kizashi::synth {

// Generated from data/simulated_clips.
std::string_view demo_script();
std::string_view each_unit_script();
std::string_view smile_script();
std::string_view still_script();

namespace {

using document::Field;

struct Kind {
  std::string_view word;
  double largest_mm;  ///< what this way of drawing it still shows without tearing
  bool has_sides;
};
constexpr std::array<Kind, movement_kind_count> kinds{
    Kind{"brow_raise", 8.0, true},  Kind{"brow_inner_raise", 8.0, true},   Kind{"brow_outer_raise", 8.0, true},
    Kind{"brow_lower", 6.0, true},  Kind{"lid_raise", 4.0, true},          Kind{"lower_lid_raise", 3.0, true},
    Kind{"blink", 15.0, true},      Kind{"cheek_raise", 4.0, true},        Kind{"lip_corner_pull", 8.0, true},
    Kind{"smile", 8.0, true},       Kind{"lip_corner_depress", 8.0, true}, Kind{"lip_stretch", 8.0, true},
    Kind{"lips_part", 12.0, false}, Kind{"jaw_drop", 20.0, false},         Kind{"lip_suck", 5.0, false}};
constexpr double full_closure_mm = 15.0;  // more than any eye is open

constexpr std::int64_t schema = 1;
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
  field.expect_only({"kind", "side", "start_s", "onset_s", "hold_s", "offset_s", "size_mm"});
  Movement movement;
  movement.kind = read_kind(field["kind"]);
  const Kind kind = kind_of(movement.kind);
  movement.start_s = seconds(field["start_s"]);
  movement.onset_s = seconds(field["onset_s"]);
  movement.hold_s = seconds(field["hold_s"]);
  movement.offset_s = seconds(field["offset_s"]);
  const bool closes_fully = movement.kind == MovementKind::blink && !field["size_mm"].present();
  movement.size_mm = closes_fully ? full_closure_mm : field["size_mm"].number_in(0.0, kind.largest_mm);
  if (field["side"].present()) movement.side = static_cast<Side>(field["side"].one_of({"both", "left", "right"}));
  if (!kind.has_sides && movement.side != Side::both)
    field["side"].reject(fmt::format("both, since a {} has no sides", kind.word));
  if (movement.end_s() > duration_s + time_tolerance_s) {
    field.reject(fmt::format("an end within the clip's {} s and not at {} s", duration_s, movement.end_s()));
  }
  return movement;
}

MovementScript read_script(const Field& root) {
  root.expect_only({"schema", "rest", "size_px", "frame_rate_hz", "duration_s", "movements"});
  static_cast<void>(root["schema"].integer_in(schema, schema));
  MovementScript script;
  if (root["rest"].present()) script.rest = static_cast<RestFace>(root["rest"].one_of({"neutral", "portrait"}));
  script.size_px = static_cast<int>(root["size_px"].integer_in(128, 2160));
  script.frame_rate_hz = root["frame_rate_hz"].number_in(1.0, 240.0);
  script.duration_s = root["duration_s"].number_in(0.01, longest_clip_s);
  for (const Field& movement : root["movements"].items()) {
    script.movements.push_back(read_movement(movement, script.duration_s));
  }
  return script;
}

base::Error as_script_error(base::Error error) {
  error.code = base::ErrorCode::invalid_script;
  return error;
}

}  // namespace

std::string_view word_of(MovementKind kind) { return kind_of(kind).word; }

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
  static const std::vector<Preset> all{
      {"demo", demo_script()}, {"each_unit", each_unit_script()}, {"smile", smile_script()}, {"still", still_script()}};
  return all;
}

}  // namespace kizashi::synth
