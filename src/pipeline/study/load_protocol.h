// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/study/protocol.h"

namespace kizashi::pipeline {

/// The names of the protocols that the program carries.
std::vector<std::string> protocol_names();

/// A protocol that the program carries, by name, or one from a file. Fails with missing_file, unreadable_file or
/// invalid_document.
base::Result<study::ProtocolDocument> load_protocol(const std::string& name_or_file);

}  // namespace kizashi::pipeline
