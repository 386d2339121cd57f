// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <string>
#include <string_view>

#include "kizashi/base/result.h"
#include "kizashi/face/openface/models.h"

namespace kizashi::face::openface {

/// What the file of one action unit's predictor says. Which unit it is for, only the list of predictors says.
struct PredictorFile {
  bool is_presence = false;  ///< a classifier; else an intensity
  Eigen::VectorXd means;     ///< of the features
  Predictor predictor;
};

base::Result<PredictorFile> parse_predictor(std::string_view bytes, const std::string& file, int feature_count);

}  // namespace kizashi::face::openface
