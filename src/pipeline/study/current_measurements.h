// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kizashi/pipeline/measurer.h"
#include "kizashi/pipeline/study/measuring_plan.h"
#include "kizashi/store/study_file.h"

namespace kizashi::pipeline {

/// The newest measurement of each clip that this program made.
class CurrentMeasurements {
 public:
  explicit CurrentMeasurements(const std::vector<store::StoredMeasurement>& measurements);

  /// The clip's, if measuring it now would state the same provenance. That a neutral recording of the same checksum
  /// would show the face in as many frames as it did then is taken for granted, so that it need not be read.
  [[nodiscard]] std::optional<std::int64_t> find(const PlannedClip& planned, const Measurer& measurer) const;

 private:
  struct Current {
    std::int64_t id = 0;
    std::string provenance;
  };
  std::map<study::ClipKey, Current> current_;
};

}  // namespace kizashi::pipeline
