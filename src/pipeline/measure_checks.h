// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kizashi/base/result.h"
#include "kizashi/pipeline/measurer.h"

namespace kizashi::pipeline {

/// Whether the options fit each other. Fails with invalid_option.
base::Status check_measure_options(const MeasureOptions& options);

}  // namespace kizashi::pipeline
