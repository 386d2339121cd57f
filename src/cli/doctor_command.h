// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/App.hpp>

#include "kizashi/cli/action.h"

namespace kizashi::cli {

/// Adds `kizashi doctor`; sets `action` when it is the command given.
void add_doctor_command(CLI::App& app, Action& action);

}  // namespace kizashi::cli
