// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kizashi/synth/portrait.h"

namespace kizashi::synth {

/// The portrait with its mouth closed and its lip corners level, so that a smiling portrait gives a face at rest: the
/// upper lip comes down, the lower one up, both corners inwards and down. The mesh points go with the skin.
Portrait with_closed_mouth(const Portrait& portrait);

}  // namespace kizashi::synth
