// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "kizashi/base/error.h"
#include "kizashi/cli/exit_code.h"

namespace kizashi::cli {

/// The error as one line of standard error: `kizashi: what, where, what to do`.
std::string error_line(const base::Error& error);

/// What the program ends with when nothing could be done because of this error.
ExitCode exit_code_of(base::ErrorCode code);

}  // namespace kizashi::cli
