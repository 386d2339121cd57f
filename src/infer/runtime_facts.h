// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "kizashi/base/result.h"

namespace kizashi::infer {

struct RuntimeFacts {
  std::string version;        ///< of the OpenVINO that is loaded, for example 2026.4.1
  std::string built_against;  ///< of the headers; results were tested with this one
  std::string device;         ///< the processor as the runtime sees it
};

/// Loads the runtime's part for CPUs. Fails with missing_part where that cannot be done.
base::Result<RuntimeFacts> probe_runtime();

}  // namespace kizashi::infer
