// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "kizashi/pipeline/study/study_overview.h"

namespace kizashi::cli {

/// The overview as a page of text for people, ending in a newline.
std::string overview_page(const pipeline::StudyOverview& overview);

}  // namespace kizashi::cli
