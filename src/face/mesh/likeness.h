// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "kizashi/face/engine.h"

namespace kizashi::face::mesh {

/// What the person is like, out of compute_evidence(): distances about brows and lids, which differ between people by
/// several times what expressions change them by. Enough to tell a few people of one clip apart, far too little to know
/// anybody again.
Likeness likeness_of(const std::vector<std::optional<double>>& evidence);

}  // namespace kizashi::face::mesh
