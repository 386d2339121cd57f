// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "kizashi/base/cpu.h"
#include "kizashi/infer/model_manifest.h"
#include "kizashi/infer/runtime_facts.h"
#include "kizashi/media/libav_facts.h"
#include "kizashi/pipeline/doctor.h"

namespace kizashi::pipeline {

/// Every part of the installation that can be looked at without measuring anything.
std::vector<Check> check_parts(const DoctorOptions& options);

/// The pieces, each a function of what a probe found.
Check check_processor(const base::Cpu& cpu, std::string_view instruction_set);
Check check_inference(const base::Result<infer::RuntimeFacts>& facts);
Check check_model(const infer::ModelManifest& manifest, const infer::ModelEntry& entry,
                  const std::vector<std::filesystem::path>& folders);
Check check_video_libraries(const media::LibavFacts& facts);
Check check_video_licence(const media::LibavFacts& facts);
Check check_encoder(bool can_encode_vp9);
Check check_model_cache(const std::optional<std::filesystem::path>& folder);

/// A folder that work goes through.
struct FolderInUse {
  std::string name;
  std::optional<std::filesystem::path> path;  ///< nothing: the system names none
  std::string advice;                         ///< what to do where it cannot be written to
};
Check check_folder(const FolderInUse& folder);

}  // namespace kizashi::pipeline
