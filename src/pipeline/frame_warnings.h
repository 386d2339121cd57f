// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "kizashi/observation/face_observation.h"
#include "kizashi/series/clip_quality.h"

namespace kizashi::pipeline {

/// What limits the trust in a face in one frame, in plain words, by the limits that the clip's verdict is found with.
std::vector<std::string> warnings_of(const observation::FaceQuality& quality, const series::QualityLimits& limits);

}  // namespace kizashi::pipeline
