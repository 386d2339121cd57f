// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/model_files/network_file.h"

#include <utility>

#include "kizashi/face/openface/model_files/network_layers.h"
#include "kizashi/face/openface/network_runner.h"

namespace kizashi::face::openface {

namespace {

/// Colour pictures in; two classes, four corrections of the box and, at the last, five points out.
NetworkFrame frame_of(DetectorNetwork which) {
  switch (which) {
    case DetectorNetwork::proposal:
      return {{3, 12, 12}, 6};
    case DetectorNetwork::refinement:
      return {{3, 24, 24}, 6};
    default:
      return {{3, 48, 48}, 16};
  }
}

}  // namespace

base::Result<Network> parse_detector_network(std::string_view bytes, const std::string& file, DetectorNetwork which) {
  ByteReader reader(bytes, file);
  Network network = read_network(reader, LayerDialect::detector, frame_of(which));
  if (which == DetectorNetwork::proposal && reader.ok() && !looks_at_one_pixel(network)) {
    reader.refuse("the network's last layers look at more than a pixel, and cannot be applied to each");
  }
  return reader.finish(std::move(network));
}

}  // namespace kizashi::face::openface
