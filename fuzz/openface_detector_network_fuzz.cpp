// SPDX-License-Identifier: Apache-2.0
// No bytes break the reader of the detector's networks, and whatever it accepts can be run. The first byte says which
// of the three is read.
#include <cstddef>
#include <cstdint>
#include <string>

#include "kizashi/base/check.h"
#include "kizashi/face/openface/feature_maps.h"
#include "kizashi/face/openface/model_files/network_file.h"
#include "kizashi/face/openface/network_runner.h"
#include "model_refusal.h"

namespace {

using namespace kizashi::face::openface;

/// On a black picture of the network's own size, and the first one on a larger one.
void run(const Network& network, DetectorNetwork which) {
  FeatureMaps picture;
  if (which == DetectorNetwork::proposal) {
    picture.reshape({3, 20, 13});
    MapLayers(network.layers).run(picture);
    return;
  }
  const int side_px = which == DetectorNetwork::refinement ? 24 : 48;
  picture.reshape({3, side_px, side_px});
  NetworkRunner runner(network, picture.shape());
  Eigen::VectorXf features(runner.feature_count());
  runner.features_of(picture, features);
  const Eigen::MatrixXf outputs = runner.outputs_of(features);
  KIZASHI_CHECK(outputs.rows() >= 6, "a score and a correction");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(data, data + size);
  if (bytes.empty()) return 0;
  const auto which = static_cast<DetectorNetwork>(static_cast<std::uint8_t>(bytes[0]) % 3);
  const auto network = parse_detector_network(bytes.substr(1), "fuzz", which);
  if (!network.ok()) {
    check_refusal(network.error());
    return 0;
  }
  run(*network, which);
  return 0;
}
