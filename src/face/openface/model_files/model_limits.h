// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace kizashi::face::openface {

inline constexpr int face_point_count = 68;

/// Counts beyond these are damage: OpenFace 2.2's own files have 7 views, 7 neurons, 6 window sizes of 15 pixels at
/// most, 3 components, 12 layers and 128 maps.
inline constexpr int most_views = 50;
inline constexpr int most_neurons = 1000;
inline constexpr int most_windows = 50;
inline constexpr int widest_window_px = 101;
inline constexpr int most_components = 50;
inline constexpr int most_layers = 100;
inline constexpr int most_maps = 4096;

}  // namespace kizashi::face::openface
