// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/rounded_value.h"

#include <cmath>

namespace kizashi::pipeline {

document::Value rounded(const std::optional<double>& number) {
  if (!number) return {};
  const double value = std::round(*number * 1e6) / 1e6;
  return value == 0.0 ? 0.0 : value;
}

}  // namespace kizashi::pipeline
