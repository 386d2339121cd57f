// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/model_folder.h"

#include <utility>

#include "kizashi/face/openface/model_files/detector_model_files.h"
#include "kizashi/face/openface/model_files/landmark_model_files.h"
#include "kizashi/face/openface/model_files/model_files.h"
#include "kizashi/face/openface/model_files/unit_model_files.h"

namespace kizashi::face::openface {

namespace {

/// The order in which they are written over the face's landmarks: the eyes win.
constexpr std::array<std::string_view, 3> parts_in_order{"inner", "left_eye_28", "right_eye_28"};

/// Takes the value of a part that was read, or its error.
template <typename T>
base::Status keep(base::Result<T> read, T& place) {
  if (!read.ok()) return read.error();
  place = *std::move(read);
  return {};
}

base::Status read_parts(ModelFiles& files, const LandmarkIndex& index, std::vector<PartModel>& parts) {
  for (const std::string_view name : parts_in_order) {
    auto part = read_part_model(files, index, name);
    if (!part.ok()) return part.error();
    parts.push_back(*std::move(part));
  }
  return {};
}

base::Status read_landmark_models(ModelFiles& files, Models& models) {
  const auto index = read_landmark_index(files);
  if (!index.ok()) return index.error();
  if (auto face = keep(read_face_model(files, *index), models.face); !face.ok()) return face;
  if (auto parts = read_parts(files, *index, models.parts); !parts.ok()) return parts;
  return keep(read_validator(files, *index), models.validator);
}

base::Status read_all(ModelFiles& files, Models& models) {
  if (auto landmarks = read_landmark_models(files, models); !landmarks.ok()) return landmarks;
  if (auto detector = keep(read_detector(files), models.detector); !detector.ok()) return detector;
  if (auto videos = keep(read_unit_model(files, UnitPredictors::of_videos), models.videos); !videos.ok()) return videos;
  return keep(read_unit_model(files, UnitPredictors::of_stills), models.stills);
}

}  // namespace

base::Result<std::shared_ptr<const Models>> load_model_folder(const std::filesystem::path& folder) {
  ModelFiles files(folder);
  auto models = std::make_shared<Models>();
  if (const auto status = read_all(files, *models); !status.ok()) return status.error();
  models->sha256_of_file.assign(files.sha256_of_file().begin(), files.sha256_of_file().end());
  return std::shared_ptr<const Models>(std::move(models));
}

}  // namespace kizashi::face::openface
