// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kizashi/document/value.h"
#include "kizashi/synth/study_simulator.h"

namespace kizashi::synth {

/// Everything that was planted, as truth.json has it: seed, effects, what the groups should differ by in the tables,
/// and each person's group and latent values.
document::Value truth_of(const StudySimulator& simulator);

}  // namespace kizashi::synth
