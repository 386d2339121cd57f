// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>

#include "kizashi/base/result.h"
#include "kizashi/face/engine.h"
#include "kizashi/series/baseline.h"

namespace kizashi::pipeline {

/// The neutral face that another recording of a person shows.
struct RecordedNeutral {
  series::NeutralValues values;
  std::int64_t frames = 0;  ///< in which the face was seen
  std::string sha256;       ///< of the recording
};

/// Which neutral a measurement counts from; `recorded` belongs to BaselineMode::recorded alone.
struct BaselineChoice {
  series::BaselineMode mode = series::BaselineMode::clip;
  std::optional<RecordedNeutral> recorded;
};

/// The neutral face of one person in a clip, and where it comes from.
struct FaceNeutral {
  series::NeutralValues values;
  std::int64_t frames = 0;  ///< of the person in the clip
  bool is_typical = false;  ///< too little is known of the person: what most faces show
};

/// What a neutral recording is measured with.
struct NeutralRecorder {
  const face::Engine& engine;
  const series::ActionUnitMap& map;
  int threads = 1;
};

/// The neutral face of a video or picture of the person at rest (its largest face), or of its STEM.measures.csv. Fails
/// with the errors of media::VideoReader and table::MeasuresReader, with no_frames where no face is seen in it, and
/// with interrupted.
base::Result<RecordedNeutral> read_neutral(const std::filesystem::path& recording, const NeutralRecorder& recorder,
                                           const std::stop_token& stopping);

}  // namespace kizashi::pipeline
