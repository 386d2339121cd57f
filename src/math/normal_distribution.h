// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kizashi/base/seeded_random.h"

namespace kizashi::math {

/// Share of the standard normal distribution below `z`.
double normal_share_below(double z);
/// The value below which a share of the standard normal distribution lies; a contract: 0 < share < 1.
double normal_quantile(double share);

/// A draw from the standard normal distribution, by inversion, so that it takes exactly one number of the sequence.
double draw_normal(base::SeededRandom& random);

}  // namespace kizashi::math
