// SPDX-License-Identifier: Apache-2.0
#include "kizashi/store/checks.h"

#include <fmt/format.h>

#include "kizashi/base/hash.h"
#include "kizashi/store/content.h"
#include "kizashi/store/facts.h"
#include "kizashi/store/failure.h"
#include "kizashi/store/log.h"
#include "kizashi/store/measurements.h"

namespace kizashi::store {

namespace {

using Findings = std::vector<Finding>;

/// One part of the check; what stops it is a finding too, so that the other parts still run.
template <typename Check>
void run_part(Findings& findings, const std::string& part, Check check) {
  try {
    check([&](std::string description) { findings.push_back({part, std::move(description)}); });
  } catch (const SQLite::Exception& exception) {
    findings.push_back({part, fmt::format("cannot be read: {}", exception.what())});
  } catch (const Failure& failure) {
    findings.push_back({part, failure.what()});
  }
}

template <typename Tell>
void check_database(Connection& connection, const Tell& tell) {
  Query query(connection, "PRAGMA integrity_check");
  while (query.next()) {
    if (const std::string line = query.text(0); line != "ok") tell(line);
  }
}

template <typename Tell>
void check_references(Connection& connection, const Tell& tell) {
  Query query(connection, "SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2");
  while (query.next()) {
    tell(fmt::format("{} rows of {} belong to no row of {}", query.integer(2), query.text(0), query.text(1)));
  }
}

template <typename Tell>
void check_seal(Connection& connection, const Tell& tell) {
  const Seal stored = Seal::load(connection);
  const Seal found = seal_of_rows(connection);
  for (std::size_t i = 0; i < section_count; ++i) {
    const auto section = static_cast<Section>(i);
    if (stored.of(section) == found.of(section)) continue;
    tell(fmt::format("the rows of kind \"{}\" are not those that were stored ({} now, {} then)", word_of(section),
                     found.of(section).row_count, stored.of(section).row_count));
  }
}

template <typename Tell>
void check_log(Connection& connection, const Tell& tell) {
  std::optional<study::AuditEntry> before;
  for (study::AuditEntry& entry : read_log(connection)) {
    if (const auto problem = study::why_not_next(before, entry)) tell(*problem);
    before = std::move(entry);
  }
  const LogHead head = read_log_head(connection);
  const std::int64_t last = before ? before->number : 0;
  if (last != head.entries) {
    tell(fmt::format("the log ends with entry {}, and {} were written", last, head.entries));
  } else if (before && before->hash != head.hash) {
    tell(fmt::format("the last entry of the log, {}, is not the one that was written", last));
  }
}

template <typename Tell>
void check_protocols(Connection& connection, const Tell& tell) {
  const std::vector<ProtocolVersion> versions = read_protocols(connection);
  if (versions.empty()) tell("there is none");
  for (std::size_t i = 0; i < versions.size(); ++i) {
    if (base::sha256_of(versions[i].canonical) != versions[i].sha256) {
      tell(fmt::format("version {} is not what its hash says", i + 1));
    }
  }
}

template <typename Tell>
void check_tables(Connection& connection, const Tell& tell) {
  for (const StoredMeasurement& measurement : list_measurements(connection)) {
    for (const StoredTable& table : read_tables(connection, measurement.id)) {
      try {
        static_cast<void>(read_pieces(connection, table, [](std::string_view) { return base::Status(); }));
      } catch (const Failure& failure) {
        tell(fmt::format("measurement {}: {}", measurement.id, failure.what()));
      }
    }
  }
}

}  // namespace

void check_structure(Connection& connection) {
  Query query(connection, "PRAGMA quick_check(1)");
  if (!query.next()) fail_damaged("its structure cannot be checked");
  if (const std::string line = query.text(0); line != "ok") fail_damaged(line);
}

std::vector<Finding> check_everything(Connection& connection) {
  Findings findings;
  run_part(findings, "database", [&](const auto& tell) { check_database(connection, tell); });
  run_part(findings, "database", [&](const auto& tell) { check_references(connection, tell); });
  run_part(findings, "rows", [&](const auto& tell) { check_seal(connection, tell); });
  run_part(findings, "audit log", [&](const auto& tell) { check_log(connection, tell); });
  run_part(findings, "protocol", [&](const auto& tell) { check_protocols(connection, tell); });
  run_part(findings, "measurement", [&](const auto& tell) { check_tables(connection, tell); });
  return findings;
}

}  // namespace kizashi::store
