// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "kizashi/store/connection.h"

namespace kizashi::store {

/// "kzsi": tells a study from every other SQLite file.
inline constexpr std::int64_t study_application_id = 0x6B7A7369;

/// The steps from an empty database to the newest version; a file's user_version is how many were taken.
std::vector<std::string_view> all_migrations();

/// Takes the steps that a file lacks, all or none. Fails with newer_study where it has taken more than there are.
void migrate(Connection& connection, std::span<const std::string_view> migrations);

/// The same within a transaction that somebody else has begun.
void take_missing_steps(Connection& connection, std::span<const std::string_view> migrations);

}  // namespace kizashi::store
