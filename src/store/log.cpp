// SPDX-License-Identifier: Apache-2.0
#include "kizashi/store/log.h"

#include "kizashi/base/clock.h"
#include "kizashi/store/participants.h"
#include "kizashi/store/stored_words.h"

namespace kizashi::store {

base::Status append_to_log(ChangeState& state, const LogLine& line) {
  std::optional<std::string> subject;
  if (line.subject) {
    subject = log_subject(state.connection, *line.subject);
    if (!subject) return unknown_person(*line.subject);
  }
  const LogHead head = read_log_head(state.connection);
  study::AuditEntry entry{head.entries + 1, base::utc_now(), line.action, subject, line.details, head.hash, {}};
  entry.hash = study::hash_of(entry);
  Query(state.connection, "INSERT INTO audit_entry VALUES (?, ?, ?, ?, ?, ?, ?)", entry.number, entry.at_utc,
        entry.action, entry.subject, entry.details, entry.previous, entry.hash)
      .run();
  Query(state.connection, "UPDATE audit_head SET entries = ?, hash = ?", entry.number, entry.hash).run();
  return {};
}

std::vector<study::AuditEntry> read_log(Connection& connection) {
  Query query(connection,
              "SELECT number, at_utc, action, subject, details, previous, hash FROM audit_entry ORDER BY number");
  std::vector<study::AuditEntry> entries;
  while (query.next()) {
    entries.push_back({query.integer(0), query.text(1), query.text(2), query.optional_text(3), query.text(4),
                       query.text(5), query.text(6)});
  }
  return entries;
}

LogHead read_log_head(Connection& connection) {
  Query query(connection, "SELECT entries, hash FROM audit_head");
  if (!query.next()) fail_damaged("the log has lost its head");
  return {query.integer(0), query.text(1)};
}

}  // namespace kizashi::store
