// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "kizashi/store/connection.h"
#include "kizashi/store/seal.h"

namespace kizashi::store {

/// See StudyFile::content_sha256.
std::string content_hash(Connection& connection);

/// The seal that the rows themselves give.
Seal seal_of_rows(Connection& connection);

}  // namespace kizashi::store
