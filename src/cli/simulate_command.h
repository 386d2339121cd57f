// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/App.hpp>

#include "kizashi/cli/action.h"

namespace kizashi::cli {

/// Adds `kizashi simulate` and its commands; sets `action` when one of them is the command given.
void add_simulate_command(CLI::App& app, Action& action);

}  // namespace kizashi::cli
