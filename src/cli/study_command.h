// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/App.hpp>

#include "kizashi/cli/action.h"

namespace kizashi::cli {

/// Adds `kizashi study` with all its verbs; sets `action` when one of them is the command given.
void add_study_command(CLI::App& app, Action& action);

}  // namespace kizashi::cli
