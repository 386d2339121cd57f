// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "kizashi/observation/action_unit.h"
#include "kizashi/synth/movement_script.h"
#include "kizashi/synth/study_simulator.h"

namespace kizashi::synth {

/// How a simulated face shows an action unit.
struct UnitMovement {
  observation::ActionUnit unit = observation::ActionUnit::AU01;
  MovementKind kind = MovementKind::brow_inner_raise;
  double full_mm = 0.0;  ///< at intensity 5
};
/// The units that a simulated face can show, each as one movement; the others leave no trace in a clip.
const std::vector<UnitMovement>& unit_movements();

/// What a ratee's clip shows: movements scaled by the ratee's latent unit values, a mouth that seems to speak, a head
/// that moves a little, and the noise of a camera. Whatever the tables lack of the values makes no difference.
MovementScript main_clip_of(const StudySimulator& simulator, std::size_t ratee_idx, double duration_s);
/// The same person at rest for at most three seconds.
MovementScript neutral_clip_of(const StudySimulator& simulator, std::size_t ratee_idx, double duration_s);

/// Mean over a clip of one kind of movement, in the kind's unit.
double mean_movement(const MovementScript& script, MovementKind kind);

}  // namespace kizashi::synth
