// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "kizashi/document/value.h"
#include "kizashi/synth/study_simulator.h"

namespace kizashi::synth {

/// Everything that was planted, as truth.json has it: seed, effects, what the groups should differ by in the tables,
/// and each person's group and latent values; where clips of a length are made, also what each shows.
document::Value truth_of(const StudySimulator& simulator, std::optional<double> clip_duration_s = std::nullopt);

}  // namespace kizashi::synth
