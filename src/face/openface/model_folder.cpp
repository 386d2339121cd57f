// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/model_folder.h"

#include <array>
#include <string>
#include <utility>

#include "kizashi/face/openface/model_files/detector_model_files.h"
#include "kizashi/face/openface/model_files/landmark_model_files.h"
#include "kizashi/face/openface/model_files/model_files.h"
#include "kizashi/face/openface/model_files/unit_model_files.h"

namespace kizashi::face::openface {

namespace {

/// Puts what was read in its place, or says why it could not be read.
template <typename T>
base::Status keep(base::Result<T> read, T& place) {
  if (!read.ok()) return read.error();
  place = *std::move(read);
  return {};
}

base::Status read_detector_stage(ModelFiles& files, Models& models) {
  return keep(read_detector(files), models.detector);
}

base::Status add_part(ModelFiles& files, const LandmarkIndex& index, std::string_view name, Models& models) {
  auto part = read_part_model(files, index, name);
  if (!part.ok()) return part.error();
  models.parts.push_back(*std::move(part));
  return {};
}

base::Status read_landmark_stage(ModelFiles& files, Models& models) {
  const auto index = read_landmark_index(files);
  if (!index.ok()) return index.error();
  if (auto face = keep(read_face_model(files, *index), models.face); !face.ok()) return face;
  return add_part(files, *index, "inner", models);
}

base::Status read_eye_stage(ModelFiles& files, Models& models) {
  const auto index = read_landmark_index(files);
  if (!index.ok()) return index.error();
  if (auto left = add_part(files, *index, "left_eye_28", models); !left.ok()) return left;
  return add_part(files, *index, "right_eye_28", models);
}

base::Status read_validator_stage(ModelFiles& files, Models& models) {
  const auto index = read_landmark_index(files);
  if (!index.ok()) return index.error();
  return keep(read_validator(files, *index), models.validator);
}

base::Status read_video_stage(ModelFiles& files, Models& models) {
  return keep(read_unit_model(files, UnitPredictors::of_videos), models.videos);
}

base::Status read_still_stage(ModelFiles& files, Models& models) {
  return keep(read_unit_model(files, UnitPredictors::of_stills), models.stills);
}

struct StageReader {
  ModelStage stage;
  std::string_view word;
  base::Status (*read)(ModelFiles& files, Models& models);
};

/// In the order of ModelStage. The inner part is read before the eyes: its points are written over the face's first,
/// and the eyes win.
constexpr std::array stage_readers{StageReader{ModelStage::detector, "detector", read_detector_stage},
                                   StageReader{ModelStage::landmarks, "landmarks", read_landmark_stage},
                                   StageReader{ModelStage::eyes, "eyes", read_eye_stage},
                                   StageReader{ModelStage::validator, "validator", read_validator_stage},
                                   StageReader{ModelStage::videos, "videos", read_video_stage},
                                   StageReader{ModelStage::stills, "stills", read_still_stage}};

}  // namespace

base::Result<std::shared_ptr<const Models>> load_model_folder(const std::filesystem::path& folder) {
  if (folder.empty()) return no_folder_named();
  ModelFiles files(folder);
  auto models = std::make_shared<Models>();
  for (const StageReader& reader : stage_readers) {
    if (const auto status = reader.read(files, *models); !status.ok()) return status.error();
  }
  models->sha256_of_file.assign(files.sha256_of_file().begin(), files.sha256_of_file().end());
  return std::shared_ptr<const Models>(std::move(models));
}

std::string_view word_of(ModelStage stage) { return stage_readers[static_cast<std::size_t>(stage)].word; }

std::vector<StageFinding> examine_model_folder(const std::filesystem::path& folder) {
  ModelFiles files(folder);
  std::vector<StageFinding> findings;
  for (const StageReader& reader : stage_readers) {
    Models models;
    findings.push_back({reader.stage, reader.read(files, models)});
  }
  return findings;
}

bool resembles_model_folder(const std::filesystem::path& folder) { return ModelFiles(folder).has_a_folder(); }

}  // namespace kizashi::face::openface
