// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "kizashi/study/clip.h"
#include "kizashi/study/exclusion.h"

namespace kizashi::pipeline {

/// A clip of a study, and which recording of the same person at rest its intensities count from.
struct PlannedClip {
  study::Clip clip;
  std::optional<study::Clip> neutral;  ///< nothing: the protocol's baseline holds
};

/// The clips of a study, in their order, without those that are left out.
struct MeasurableClips {
  std::vector<PlannedClip> clips;
  std::vector<study::Clip> left_out;  ///< excluded, alone or with their person
};

/// A main clip counts from the latest neutral take of its session; else from that of the person's first session that
/// has one. A neutral clip counts from the protocol's baseline. What is excluded is no neutral of anybody's.
MeasurableClips measurable_clips(const std::vector<study::Clip>& clips,
                                 const std::vector<study::Exclusion>& exclusions);

}  // namespace kizashi::pipeline
