// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace kizashi::media {

/// How a decoded frame becomes RGB. Transfer curve and primaries are left as they are either way, as in most players.
enum class Colours {
  as_stated,  ///< exactly, by the frame's own matrix, range and chroma position
  /// As OpenCV's VideoCapture does: BT.601 whatever the frame states, by libswscale's fast path, which is some grey
  /// levels off. For values that must equal those of programs built on OpenCV.
  as_opencv,
};

}  // namespace kizashi::media
