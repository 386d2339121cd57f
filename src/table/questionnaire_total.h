// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "kizashi/study/instrument.h"
#include "kizashi/study/participant.h"

namespace kizashi::table {

/// The total of one instrument's items, each counted as it was answered, reversed ones turned here. Nothing unless all
/// items are in the list, or where the instrument's total is no plain sum of its items.
std::optional<int> total_of_items(const study::Instrument& instrument, const std::vector<study::Score>& scores);

}  // namespace kizashi::table
