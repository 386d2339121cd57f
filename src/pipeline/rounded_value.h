// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "kizashi/document/value.h"

namespace kizashi::pipeline {

/// A number with six decimals, more than anything measured here is known to, so that documents stay readable; null for
/// nothing.
document::Value rounded(const std::optional<double>& number);

}  // namespace kizashi::pipeline
