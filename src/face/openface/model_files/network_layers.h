// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kizashi/face/openface/model_files/byte_reader.h"
#include "kizashi/face/openface/network.h"

namespace kizashi::face::openface {

/// The detector's and the validator's files number their layers differently: the detector's max pools have sizes and
/// its rectifiers slopes, the validator's have neither.
enum class LayerDialect { detector, validator };

/// Maps that go into a network.
struct MapSize {
  int count = 1;
  int width_px = 0;
  int height_px = 0;
};

/// What a network is fed and how many numbers it must give.
struct NetworkFrame {
  MapSize input;
  int output_count = 1;
};

/// Reads a network; refuses layers that do not follow from each other.
Network read_network(ByteReader& reader, LayerDialect dialect, const NetworkFrame& frame);

}  // namespace kizashi::face::openface
