// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/App.hpp>

#include "kizashi/cli/action.h"

namespace kizashi::cli {

/// Adds `kizashi study import`.
void add_study_import_command(CLI::App& study, Action& action);

}  // namespace kizashi::cli
