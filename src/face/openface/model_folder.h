// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/face/openface/models.h"

namespace kizashi::face::openface {

/// Reads an OpenFace 2.2 model folder whole: `folder` holds `model` and `AU_predictors`, or it is `model` itself and
/// the other one lies in it or beside it. Fails with missing_model, which names the file and where researchers get it,
/// or unusable_model, which names file, byte offset or line, and what is wrong; patch experts of the CEN kind are
/// refused as not verified here. Messages read `what is wrong; what to do`.
base::Result<std::shared_ptr<const Models>> load_model_folder(const std::filesystem::path& folder);

/// What a part of a model folder is for.
enum class ModelStage {
  detector,
  landmarks,
  eyes,
  validator,
  videos,  ///< their action units
  stills,  ///< their action units
};

/// Its word, such as `detector`.
std::string_view word_of(ModelStage stage);

/// Whether all files of a stage are there and sound.
struct StageFinding {
  ModelStage stage = ModelStage::detector;
  base::Status status;
};

/// Every stage, in the order above; each fails as load_model_folder does.
std::vector<StageFinding> examine_model_folder(const std::filesystem::path& folder);

/// Whether a folder is laid out as one of OpenFace's models at all, whatever it lacks.
bool resembles_model_folder(const std::filesystem::path& folder);

}  // namespace kizashi::face::openface
