// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/store/study_file.h"

namespace kizashi::pipeline {

/// All of a study but its ratings and its tables.
struct StudyContent {
  study::StudyFacts facts;
  std::vector<store::ProtocolVersion> versions;
  study::Protocol protocol;  ///< the newest version
  std::vector<study::Participant> participants;
  std::vector<study::Clip> clips;
  std::vector<study::Exclusion> exclusions;
  std::vector<store::StoredMeasurement> measurements;
  store::RatingCounts rating_counts;
  std::set<std::string> who_rated;
  std::set<std::string> who_was_rated;
};

base::Result<StudyContent> read_content(const store::StudyFile& file);

}  // namespace kizashi::pipeline
