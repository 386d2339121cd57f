// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kizashi/study/protocol.h"

namespace kizashi::study {

/// Of the documents that this program reads and writes.
inline constexpr int protocol_schema = 1;

/// The words of the file, each list in the order of its values.
const std::vector<std::string_view>& valence_words();
/// Analyses with tests, by design/interfaces.md's names; reliability has none and belongs to no family.
const std::vector<std::string_view>& analysis_words();
/// How a clip's frames become one number.
const std::vector<std::string_view>& summary_words();

/// The protocol as JSON on one line, every member in a fixed place.
std::string canonical_form(const Protocol& protocol);

}  // namespace kizashi::study
