// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "kizashi/store/connection.h"
#include "kizashi/store/study_file.h"

namespace kizashi::store {

/// SQLite's short check of a database's structure; throws Failure where it finds anything.
void check_structure(Connection& connection);

/// See StudyFile::check.
std::vector<Finding> check_everything(Connection& connection);

}  // namespace kizashi::store
