// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kizashi/base/result.h"
#include "kizashi/face/openface/model_files/model_files.h"
#include "kizashi/face/openface/models.h"

namespace kizashi::face::openface {

/// Which predictors: those for videos take a person's usual look off, those for stills cannot.
enum class UnitPredictors { of_videos, of_stills };

base::Result<ActionUnitModel> read_unit_model(ModelFiles& files, UnitPredictors which);

}  // namespace kizashi::face::openface
