// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/clip_simulator.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "kizashi/base/check.h"

namespace kizashi::synth {

namespace {

struct Part {
  MovementKind kind;
  Side side;
};
/// In the order of Displacements.
constexpr std::array parts{
    Part{MovementKind::brow_raise, Side::left},      Part{MovementKind::brow_raise, Side::right},
    Part{MovementKind::blink, Side::left},           Part{MovementKind::blink, Side::right},
    Part{MovementKind::lip_corner_pull, Side::left}, Part{MovementKind::lip_corner_pull, Side::right},
    Part{MovementKind::jaw_drop, Side::both}};
enum PartIdx : std::size_t { brow_left, brow_right, lid_left, lid_right, lip_left, lip_right, jaw };

std::string column_of(const Part& part) {
  const std::string_view side = part.side == Side::left ? "_left" : part.side == Side::right ? "_right" : "";
  return fmt::format("{}{}_mm", word_of(part.kind), side);
}

/// The person's left is on the right of the picture.
constexpr std::array sides{PictureSide::right, PictureSide::left};

bool moves(const Movement& movement, MovementKind kind, Side side) {
  return movement.kind == kind && (movement.side == Side::both || side == Side::both || movement.side == side);
}

}  // namespace

const std::vector<std::string>& displacement_columns() {
  static const std::vector<std::string> columns = [] {
    std::vector<std::string> names;
    std::transform(parts.begin(), parts.end(), std::back_inserter(names), &column_of);
    return names;
  }();
  return columns;
}

ClipSimulator::ClipSimulator(Portrait portrait, MovementScript script)
    : portrait_(std::move(portrait)),
      script_(std::move(script)),
      shape_(portrait_.points_px),
      brow_fields_{brow_raise_field(shape_, portrait_.rgb.size(), sides[0]),
                   brow_raise_field(shape_, portrait_.rgb.size(), sides[1])},
      lip_fields_{lip_corner_pull_field(shape_, portrait_.rgb.size(), sides[0]),
                  lip_corner_pull_field(shape_, portrait_.rgb.size(), sides[1])},
      lids_{Eyelid(shape_, sides[0]), Eyelid(shape_, sides[1])},
      jaw_(shape_, portrait_.rgb.size()) {
  KIZASHI_CHECK(
      portrait_.rgb.type() == CV_8UC3 && portrait_.rgb.cols == script_.size_px && portrait_.rgb.rows == script_.size_px,
      "a portrait of the script's size");
}

double ClipSimulator::timestamp_s(std::int64_t frame_idx) const {
  return static_cast<double>(frame_idx) / script_.frame_rate_hz;
}

/// Movements of one part that overlap do not add up: the larger one shows.
double ClipSimulator::part_mm(MovementKind kind, Side side, double time_s) const {
  double largest_mm = 0.0;
  for (const Movement& movement : script_.movements) {
    if (moves(movement, kind, side)) largest_mm = std::max(largest_mm, movement.size_mm * movement.amount_at(time_s));
  }
  return largest_mm;
}

Displacements ClipSimulator::displacements(std::int64_t frame_idx) const {
  KIZASHI_CHECK(frame_idx >= 0 && frame_idx < frame_count(), "a frame of the clip");
  Displacements displacements;
  for (const Part& part : parts) displacements.push_back(part_mm(part.kind, part.side, timestamp_s(frame_idx)));
  displacements[lid_left] = std::min(displacements[lid_left], lids_[0].opening_mm());
  displacements[lid_right] = std::min(displacements[lid_right], lids_[1].opening_mm());
  return displacements;
}

cv::Mat ClipSimulator::frame(std::int64_t frame_idx) const {
  const Displacements mm = displacements(frame_idx);
  cv::Mat picture = portrait_.rgb.clone();
  lids_[0].close(picture, mm[lid_left]);
  lids_[1].close(picture, mm[lid_right]);
  const cv::Mat displacement_px = mm[brow_left] * brow_fields_[0] + mm[brow_right] * brow_fields_[1] +
                                  mm[lip_left] * lip_fields_[0] + mm[lip_right] * lip_fields_[1];
  return jaw_.moved(picture, displacement_px, mm[jaw]);
}

}  // namespace kizashi::synth
