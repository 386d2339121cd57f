// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>

#include "kizashi/base/result.h"
#include "kizashi/pipeline/measurer.h"
#include "kizashi/store/study_file.h"
#include "kizashi/study/clip.h"

namespace kizashi::pipeline {

/// Puts what was made of a clip into the study, with a line in its log. While another process changes the study this
/// waits for it, for minutes if need be. Fails as store::Change does, and with changed_clip where what was measured is
/// not the file that was imported.
base::Status take_in_clip(store::StudyFile& study, const study::Clip& clip, const ClipReport& report,
                          const std::stop_token& stopping);

}  // namespace kizashi::pipeline
