// SPDX-License-Identifier: Apache-2.0
#include "kizashi/store/migrations.h"

#include <fmt/format.h>

#include "kizashi/store/failure.h"

namespace kizashi::store {

std::string_view study_schema();

namespace {

/// How many steps the file has taken; never more than there are.
std::size_t steps_taken(Connection& connection, std::size_t available) {
  const std::int64_t version = connection.integer("PRAGMA user_version");
  if (version < 0) fail_damaged("its version is no number of steps");
  if (static_cast<std::size_t>(version) > available) {
    throw Failure({base::ErrorCode::newer_study,
                   fmt::format("the study was written by a newer kizashi (its version is {}, this one reads up to {}); "
                               "use that one, nothing was changed",
                               version, available)});
  }
  return static_cast<std::size_t>(version);
}

}  // namespace

std::vector<std::string_view> all_migrations() { return {study_schema()}; }

void take_missing_steps(Connection& connection, std::span<const std::string_view> migrations) {
  for (std::size_t step = steps_taken(connection, migrations.size()); step < migrations.size(); ++step) {
    connection.execute(std::string(migrations[step]));
    connection.execute(fmt::format("PRAGMA user_version = {}", step + 1));
  }
}

void migrate(Connection& connection, std::span<const std::string_view> migrations) {
  if (steps_taken(connection, migrations.size()) == migrations.size()) return;
  // Another program may take them at the same moment: who comes second finds them taken.
  connection.execute("BEGIN IMMEDIATE");
  try {
    take_missing_steps(connection, migrations);
    connection.execute("COMMIT");
  } catch (...) {
    if (connection.in_transaction()) connection.execute("ROLLBACK");
    throw;
  }
}

}  // namespace kizashi::store
