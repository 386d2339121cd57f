// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kizashi/base/result.h"
#include "kizashi/face/openface/model_files/model_files.h"
#include "kizashi/face/openface/models.h"

namespace kizashi::face::openface {

/// The networks that mtcnn_detector/MTCNN_detector.txt lists.
base::Result<DetectorModel> read_detector(ModelFiles& files);

}  // namespace kizashi::face::openface
