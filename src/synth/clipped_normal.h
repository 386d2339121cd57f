// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kizashi/study/protocol.h"

namespace kizashi::synth {

struct Range {
  double low = 0.0;
  double high = 1.0;
};

/// A number brought onto a scale: within its ends, and on its nearest step where it has some.
double on_scale(const study::RatingScale& scale, double number);

/// Mean of a normal distribution (SD at least 0) whose values beyond the range are set to its ends.
double mean_within(Range range, double mean, double sd);
/// Mean of a normal distribution (SD at least 0) whose values are brought onto a scale.
double mean_on_scale(const study::RatingScale& scale, double mean, double sd);

}  // namespace kizashi::synth
