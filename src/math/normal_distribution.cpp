// SPDX-License-Identifier: Apache-2.0
#include "kizashi/math/normal_distribution.h"

#include <boost/math/special_functions/erf.hpp>
#include <numbers>

#include "kizashi/base/check.h"

namespace kizashi::math {

double normal_share_below(double z) { return 0.5 * boost::math::erfc(-z / std::numbers::sqrt2); }

double normal_quantile(double share) {
  KIZASHI_CHECK(share > 0.0 && share < 1.0, "a share between 0 and 1");
  return -std::numbers::sqrt2 * boost::math::erfc_inv(2.0 * share);
}

double draw_normal(base::SeededRandom& random) { return normal_quantile(random.share()); }

}  // namespace kizashi::math
