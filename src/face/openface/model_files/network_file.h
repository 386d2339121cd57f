// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "kizashi/base/result.h"
#include "kizashi/face/openface/network.h"

namespace kizashi::face::openface {

/// The networks of the face detector (Zhang et al. 2016, figure 2).
enum class DetectorNetwork { proposal, refinement, output };

base::Result<Network> parse_detector_network(std::string_view bytes, const std::string& file, DetectorNetwork which);

}  // namespace kizashi::face::openface
