// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kizashi/face/crop_quality.h"
#include "kizashi/observation/face_observation.h"

namespace kizashi::face {

/// How far a frame can be trusted: from the face's crop, its landmarks and the head's pose.
observation::FaceQuality face_quality(const CropQuality& crop, const observation::FacePoints& points_px,
                                      const observation::HeadPose& pose);

}  // namespace kizashi::face
