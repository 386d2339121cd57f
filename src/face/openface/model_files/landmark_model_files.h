// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/face/openface/model_files/index_file.h"
#include "kizashi/face/openface/model_files/model_files.h"
#include "kizashi/face/openface/models.h"

namespace kizashi::face::openface {

/// The list of what finds the landmarks.
struct LandmarkIndex {
  std::string name;
  std::vector<IndexEntry> entries;

  [[nodiscard]] std::vector<IndexEntry> of(std::string_view module) const;
};

/// main_clnf_general.txt. Refuses a folder that holds CE-CLM alone.
base::Result<LandmarkIndex> read_landmark_index(ModelFiles& files);

/// The model of the whole face.
base::Result<LandmarkModel> read_face_model(ModelFiles& files, const LandmarkIndex& index);

/// A part of the face, such as left_eye_28.
base::Result<PartModel> read_part_model(ModelFiles& files, const LandmarkIndex& index, std::string_view part);

base::Result<ValidatorModel> read_validator(ModelFiles& files, const LandmarkIndex& index);

}  // namespace kizashi::face::openface
