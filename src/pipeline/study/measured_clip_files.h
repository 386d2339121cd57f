// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "kizashi/store/study_file.h"
#include "kizashi/study/measurement.h"
#include "kizashi/table/rejection.h"

namespace kizashi::pipeline {

/// What `kizashi measure` made of a clip, or `kizashi study export` wrote.
struct MeasuredClipFiles {
  std::string input_sha256;  ///< of the clip
  std::string sidecar;       ///< as `kizashi measure` writes it
  std::string provenance;    ///< JSON on one line
  std::vector<study::UnitValue> values;
  std::vector<store::TableFile> tables;  ///< openface and measures
};

/// Reads STEM.json, and STEM.csv and STEM.measures.csv beside it to their ends, or says why they cannot be taken in.
std::variant<MeasuredClipFiles, table::Rejection> read_measured_clip(const std::filesystem::path& sidecar);

}  // namespace kizashi::pipeline
