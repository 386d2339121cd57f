// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <stop_token>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/observation/speech.h"
#include "kizashi/pipeline/clip_watch.h"
#include "kizashi/series/face_summary.h"
#include "kizashi/series/mouth_motion.h"
#include "kizashi/table/csv_writer.h"

namespace kizashi::pipeline {

/// What a clip says of one face.
struct ClipFace {
  series::FaceSummary summary;
  series::MouthMotion mouth;
};

/// Where the second pass reads and writes.
struct SecondPassTables {
  std::filesystem::path raw_openface;
  std::filesystem::path raw_measures;
  table::Sink openface;
  table::Sink measures;
};

/// What the second pass needs to turn evidence into action units, and to tell speech from silence.
struct SecondPassMaps {
  UnitRules rules;  ///< a running baseline overrides neutral_of_face, frame by frame
  const std::map<int, FaceNeutral>& neutral_of_face;
  const series::PredictedUnits* predicted = nullptr;  ///< where the rules hold predictors
  observation::SpeechAt speech_at;                    ///< empty: nobody listened
};

/// Reads the raw tables side by side, row by row, works out the action units from the evidence that stands in them and
/// each face's neutral, and writes both tables whole. Gives every face by its id. Fails as the tables and sinks do, and
/// with interrupted.
base::Result<std::map<int, ClipFace>> run_second_pass(const SecondPassTables& tables, const SecondPassMaps& maps,
                                                      const std::stop_token& stopping);

}  // namespace kizashi::pipeline
