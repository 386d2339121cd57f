// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

namespace kizashi::face::openface {

// Sides of the windows in which a model's points are searched, by scale; 0 leaves a scale out.

/// The whole face, after a detection or a failure.
inline constexpr std::array far_windows_px{11, 9, 7};
/// The whole face, from one frame to the next.
inline constexpr std::array near_windows_px{0, 9, 7};
inline constexpr std::array inner_windows_px{9};
inline constexpr std::array eye_windows_px{3, 5};

}  // namespace kizashi::face::openface
