// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace kizashi::cli {

/// What the program's exit status means; docs/guide/install.md says the same to users.
enum ExitCode : int {
  done = 0,
  some_inputs_failed = 1,
  wrong_usage = 2,
  missing_part = 3,
  interrupted = 130,
};

}  // namespace kizashi::cli
