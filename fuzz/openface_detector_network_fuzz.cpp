// SPDX-License-Identifier: Apache-2.0
// No bytes break the reader of the detector's networks. The first byte says which of the three is read.
#include <cstddef>
#include <cstdint>
#include <string>

#include "kizashi/base/check.h"
#include "kizashi/face/openface/model_files/network_file.h"
#include "model_refusal.h"

using kizashi::face::openface::DetectorNetwork;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(data, data + size);
  if (bytes.empty()) return 0;
  const auto which = static_cast<DetectorNetwork>(static_cast<std::uint8_t>(bytes[0]) % 3);
  const auto network = kizashi::face::openface::parse_detector_network(bytes.substr(1), "fuzz", which);
  if (!network.ok()) {
    check_refusal(network.error());
    return 0;
  }
  KIZASHI_CHECK(!network->layers.empty(), "a network has layers");
  return 0;
}
