// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/App.hpp>

#include "kizashi/cli/action.h"

namespace kizashi::cli {

/// Adds `study` to `kizashi simulate`; sets `action` when it is the command given.
void add_simulate_study_command(CLI::App& simulate, Action& action);

}  // namespace kizashi::cli
