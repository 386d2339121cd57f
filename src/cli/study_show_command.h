// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/App.hpp>

#include "kizashi/cli/action.h"

namespace kizashi::cli {

/// Adds `kizashi study show`.
void add_study_show_command(CLI::App& study, Action& action);

}  // namespace kizashi::cli
