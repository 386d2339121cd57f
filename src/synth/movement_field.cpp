// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/movement_field.h"

#include "kizashi/synth/brow_region.h"
#include "kizashi/synth/eye_region.h"
#include "kizashi/synth/lip_corner_region.h"

namespace kizashi::synth {

namespace {

/// A smile's cheek goes up by this share of the lip corner's way.
constexpr double cheek_share = 0.3;
/// The lip corners come inwards by this share of the way that the lips go.
constexpr double narrowing_share = 0.25;

}  // namespace

std::optional<cv::Mat> movement_field(MovementKind kind, const FaceShape& shape, const cv::Size& size_px,
                                      PictureSide side) {
  switch (kind) {
    case MovementKind::brow_raise:
      return brow_raise_field(shape, size_px, side);
    case MovementKind::brow_inner_raise:
      return brow_inner_raise_field(shape, size_px, side);
    case MovementKind::brow_outer_raise:
      return brow_outer_raise_field(shape, size_px, side);
    case MovementKind::brow_lower:
      return brow_lower_field(shape, size_px, side);
    case MovementKind::lower_lid_raise:
      return lower_lid_raise_field(shape, size_px, side);
    case MovementKind::cheek_raise:
      return cheek_raise_field(shape, size_px, side);
    case MovementKind::lip_corner_pull:
      return lip_corner_pull_field(shape, size_px, side);
    case MovementKind::smile:
      return cv::Mat(lip_corner_pull_field(shape, size_px, side) +
                     cheek_share * cheek_raise_field(shape, size_px, side));
    case MovementKind::lip_corner_depress:
      return lip_corner_depress_field(shape, size_px, side);
    case MovementKind::lip_stretch:
      return lip_stretch_field(shape, size_px, side);
    case MovementKind::lip_suck:
      return cv::Mat(-narrowing_share * (lip_stretch_field(shape, size_px, PictureSide::left) +
                                         lip_stretch_field(shape, size_px, PictureSide::right)));
    default:
      return std::nullopt;
  }
}

}  // namespace kizashi::synth
