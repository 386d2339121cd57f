// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/App.hpp>
#include <functional>

#include "kizashi/cli/exit_code.h"

namespace kizashi::cli {

/// What a command does once its options are read.
using Action = std::function<ExitCode()>;

/// Adds `kizashi measure INPUT... --out DIR`; sets `action` when it is the command given.
void add_measure_command(CLI::App& app, Action& action);

}  // namespace kizashi::cli
