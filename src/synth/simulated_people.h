// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "kizashi/synth/study_simulator.h"

namespace kizashi::synth {

/// The ratees of a design, with their scores, deviations and dropouts.
std::vector<SimulatedRatee> draw_ratees(const StudyDesign& design);
/// Its raters; each judges every recorded ratee unless they stop part-way.
std::vector<SimulatedRater> draw_raters(const StudyDesign& design, std::size_t recorded_ratees);

}  // namespace kizashi::synth
