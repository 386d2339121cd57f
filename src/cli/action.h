// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "kizashi/cli/exit_code.h"

namespace kizashi::cli {

/// What a command does once its options are read.
using Action = std::function<ExitCode()>;

}  // namespace kizashi::cli
