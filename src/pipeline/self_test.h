// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/synth/movement_script.h"
#include "kizashi/table/openface_csv.h"

namespace kizashi::pipeline {

/// How a simulated clip came out of the whole program.
struct SelfTestResult {
  std::optional<std::string> fault;  ///< the first thing found wrong, as a clause; nothing where all is right
  std::int64_t frames = 0;
  double making_s = 0.0;     ///< time to load the models, and draw and encode the clip
  double measuring_s = 0.0;  ///< time to compile the models anew, and decode and measure the clip
};

/// Makes the preset `self_test` (brows that go up and come down) in a temporary folder, measures it, and looks for the
/// movement in the tables. Nothing stays on the disk. Fails with interrupted, and with what making or measuring a clip
/// fails with.
base::Result<SelfTestResult> run_self_test(const std::vector<std::filesystem::path>& model_folders,
                                           const std::stop_token& stopping);

/// What is wrong with the rows of a clip in which the script's first movement, a raise of both brows, is all that
/// happens: a frame without a row or a face, AU01 or AU02 absent while the brows are up or present while they rest, or
/// a frame at rest with more of them than one in which they are up.
std::optional<std::string> fault_of(const std::vector<table::OpenFaceRow>& rows, const synth::MovementScript& script);

}  // namespace kizashi::pipeline
