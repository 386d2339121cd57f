// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <vector>

#include "kizashi/pipeline/study/study_content.h"
#include "kizashi/pipeline/study/study_overview.h"

namespace kizashi::pipeline {

/// The recordings, or people's values, of which something was measured.
std::set<study::ClipKey> measured_keys(const StudyContent& content);

/// What an analysis will want and the study does not have, each kind in a fixed order.
std::vector<Lack> lacks_of(const StudyContent& content);

}  // namespace kizashi::pipeline
