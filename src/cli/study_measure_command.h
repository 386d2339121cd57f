// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/App.hpp>

#include "kizashi/cli/action.h"

namespace kizashi::cli {

/// Adds `measure DIR` to `kizashi study`; sets `action` when it is the command given.
void add_study_measure_command(CLI::App& study, Action& action);

}  // namespace kizashi::cli
