// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include "kizashi/base/result.h"
#include "kizashi/face/openface/models.h"

namespace kizashi::face::openface {

/// Reads an OpenFace 2.2 model folder (with `model` and `AU_predictors` below it) whole. Fails with missing_model,
/// which names the file and where researchers get it, or unusable_model, which names file, byte offset and what is
/// wrong; patch experts of the CEN kind are refused as not verified here.
base::Result<std::shared_ptr<const Models>> load_model_folder(const std::filesystem::path& folder);

}  // namespace kizashi::face::openface
