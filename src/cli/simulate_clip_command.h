// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/App.hpp>

#include "kizashi/cli/action.h"

namespace kizashi::cli {

/// Adds `clip` to `kizashi simulate`; sets `action` when it is the command given.
void add_simulate_clip_command(CLI::App& simulate, Action& action);

}  // namespace kizashi::cli
