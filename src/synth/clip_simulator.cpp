// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/clip_simulator.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "kizashi/base/check.h"
#include "kizashi/synth/movement_field.h"
#include "kizashi/synth/neutral_mouth.h"

namespace kizashi::synth {

namespace {

struct Part {
  MovementKind kind;
  Side side;
};
/// In the order of Displacements.
const std::vector<Part>& parts() {
  static const std::vector<Part> all = [] {
    std::vector<Part> parts;
    for (std::size_t idx = 0; idx < movement_kind_count; ++idx) {
      const auto kind = static_cast<MovementKind>(idx);
      if (has_sides(kind)) {
        parts.push_back({kind, Side::left});
        parts.push_back({kind, Side::right});
      } else {
        parts.push_back({kind, Side::both});
      }
    }
    return parts;
  }();
  return all;
}

std::size_t idx_of(MovementKind kind, Side side) {
  const auto is_it = [=](const Part& part) { return part.kind == kind && part.side == side; };
  return static_cast<std::size_t>(std::find_if(parts().begin(), parts().end(), is_it) - parts().begin());
}

std::string column_of(const Part& part) {
  const std::string_view side = part.side == Side::left ? "_left" : part.side == Side::right ? "_right" : "";
  return fmt::format("{}{}_{}", word_of(part.kind), side, unit_of(part.kind));
}

/// The person's left is on the right of the picture.
PictureSide picture_side(Side side) { return side == Side::left ? PictureSide::right : PictureSide::left; }

bool moves(const Movement& movement, MovementKind kind, Side side) {
  return movement.kind == kind && (movement.side == Side::both || side == Side::both || movement.side == side);
}

}  // namespace

const std::vector<std::string>& displacement_columns() {
  static const std::vector<std::string> columns = [] {
    std::vector<std::string> names;
    std::transform(parts().begin(), parts().end(), std::back_inserter(names), &column_of);
    return names;
  }();
  return columns;
}

ClipSimulator::ClipSimulator(Portrait portrait, MovementScript script,
                             const std::optional<face::mesh::CanonicalFace>& face)
    : portrait_(script.rest == RestFace::neutral ? with_closed_mouth(portrait) : std::move(portrait)),
      script_(std::move(script)),
      shape_(portrait_.points_px),
      moving_parts_(make_moving_parts()),
      lids_{Eyelid(shape_, picture_side(Side::left)), Eyelid(shape_, picture_side(Side::right))},
      mouth_(shape_, portrait_.rgb.size()) {
  KIZASHI_CHECK(
      portrait_.rgb.type() == CV_8UC3 && portrait_.rgb.cols == script_.size_px && portrait_.rgb.rows == script_.size_px,
      "a portrait of the script's size");
  if (uses({MovementKind::look_aside, MovementKind::look_down, MovementKind::lid_raise})) gaze_.emplace(portrait_);
  if (!uses({MovementKind::head_turn, MovementKind::head_nod, MovementKind::head_roll})) return;
  KIZASHI_CHECK(face.has_value(), "a canonical face where the head turns");
  head_.emplace(portrait_, *face, script_.focal_length_px);
}

bool ClipSimulator::uses(std::initializer_list<MovementKind> kinds) const {
  return std::any_of(script_.movements.begin(), script_.movements.end(), [kinds](const Movement& movement) {
    return std::find(kinds.begin(), kinds.end(), movement.kind) != kinds.end();
  });
}

double ClipSimulator::timestamp_s(std::int64_t frame_idx) const {
  return static_cast<double>(frame_idx) / script_.frame_rate_hz;
}

/// Movements of one part that overlap do not add up: the larger one shows.
double ClipSimulator::part_at(MovementKind kind, Side side, double time_s) const {
  double largest = 0.0;
  for (const Movement& movement : script_.movements) {
    if (!moves(movement, kind, side)) continue;
    const double now = movement.size * movement.amount_at(time_s);
    if (std::abs(now) > std::abs(largest)) largest = now;
  }
  return largest;
}

Displacements ClipSimulator::displacements(std::int64_t frame_idx) const {
  KIZASHI_CHECK(frame_idx >= 0 && frame_idx < frame_count(), "a frame of the clip");
  Displacements displacements;
  for (const Part& part : parts()) displacements.push_back(part_at(part.kind, part.side, timestamp_s(frame_idx)));
  for (std::size_t idx = 0; idx < lids_.size(); ++idx) {
    double& lid_mm = displacements[idx_of(MovementKind::blink, Side::left) + idx];
    lid_mm = std::min(lid_mm, lids_.at(idx).opening_mm());
  }
  return displacements;
}

std::vector<ClipSimulator::MovingPart> ClipSimulator::make_moving_parts() const {
  std::vector<MovingPart> moving;
  for (std::size_t idx = 0; idx < parts().size(); ++idx) {
    const Part part = parts()[idx];
    const bool is_moved = std::any_of(script_.movements.begin(), script_.movements.end(),
                                      [&](const Movement& movement) { return moves(movement, part.kind, part.side); });
    if (!is_moved) continue;
    auto field = movement_field(part.kind, shape_, portrait_.rgb.size(), picture_side(part.side));
    if (field) moving.push_back({idx, *std::move(field)});
  }
  return moving;
}

cv::Mat ClipSimulator::displacement_px(const Displacements& amounts) const {
  cv::Mat sum = cv::Mat::zeros(portrait_.rgb.size(), CV_32FC2);
  for (const MovingPart& part : moving_parts_) {
    if (amounts[part.part_idx] > 0.0) cv::scaleAdd(part.field, amounts[part.part_idx], sum, sum);
  }
  return sum;
}

cv::Mat ClipSimulator::with_eyes(const Displacements& amounts) const {
  const auto amount = [&amounts](MovementKind kind, Side side) { return amounts[idx_of(kind, side)]; };
  cv::Mat picture = portrait_.rgb.clone();
  if (gaze_) {
    const auto lids = [&](Side side) { return LidShift{.upper_mm = -amount(MovementKind::lid_raise, side)}; };
    const GazeTurn turn{amount(MovementKind::look_aside, Side::both), amount(MovementKind::look_down, Side::both)};
    picture = gaze_->shifted(picture, turn, {lids(Side::right), lids(Side::left)});
  }
  lids_[0].close(picture, amount(MovementKind::blink, Side::left));
  lids_[1].close(picture, amount(MovementKind::blink, Side::right));
  return picture;
}

cv::Mat ClipSimulator::frame(std::int64_t frame_idx) const {
  const Displacements amounts = displacements(frame_idx);
  const auto amount = [&amounts](MovementKind kind) { return amounts[idx_of(kind, Side::both)]; };
  cv::Mat picture = mouth_.moved(with_eyes(amounts), displacement_px(amounts),
                                 {.jaw_drop_mm = amount(MovementKind::jaw_drop),
                                  .lips_part_mm = amount(MovementKind::lips_part),
                                  .lip_suck_mm = amount(MovementKind::lip_suck)});
  if (head_) {
    picture = head_->turned(picture, {.yaw_deg = amount(MovementKind::head_turn),
                                      .pitch_deg = amount(MovementKind::head_nod),
                                      .roll_deg = amount(MovementKind::head_roll)});
  }
  return through_camera(picture, script_.camera, frame_idx);
}

}  // namespace kizashi::synth
