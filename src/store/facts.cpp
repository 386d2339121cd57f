// SPDX-License-Identifier: Apache-2.0
#include "kizashi/store/facts.h"

#include "kizashi/base/clock.h"
#include "kizashi/store/stored_words.h"

namespace kizashi::store {

namespace {

template <typename Enum>
std::optional<std::string> word_or_nothing(const std::optional<Enum>& value) {
  if (!value) return std::nullopt;
  return std::string(study::word_of(*value));
}

void insert_protocol(ChangeState& state, const ProtocolVersion& version) {
  Query(state.connection, "INSERT INTO protocol (canonical, sha256, adopted_utc, locked_utc) VALUES (?, ?, ?, ?)",
        version.canonical, version.sha256, version.adopted_utc, version.locked_utc)
      .run();
  state.seal.add(Section::protocol, row_bytes(version));
}

std::optional<study::StudyFacts> find_facts(Connection& connection) {
  Query query(connection, "SELECT title, setting, place, ethics_id, until_date, responsible FROM study");
  if (!query.next()) return std::nullopt;
  study::StudyFacts facts;
  facts.title = query.text(0);
  if (!query.is_null(1)) facts.setting = stored_word("setting", query.text(1), study::setting_of);
  if (!query.is_null(2)) facts.place = stored_word("place", query.text(2), study::place_of);
  facts.ethics_id = query.optional_text(3);
  facts.until_date = query.optional_text(4);
  facts.responsible = query.optional_text(5);
  return facts;
}

}  // namespace

void store_facts(ChangeState& state, const study::StudyFacts& facts) {
  if (const auto before = find_facts(state.connection)) state.seal.remove(Section::facts, row_bytes(*before));
  Query(state.connection, "INSERT OR REPLACE INTO study VALUES (1, ?, ?, ?, ?, ?, ?)", facts.title,
        word_or_nothing(facts.setting), word_or_nothing(facts.place), facts.ethics_id, facts.until_date,
        facts.responsible)
      .run();
  state.seal.add(Section::facts, row_bytes(facts));
}

study::StudyFacts read_facts(Connection& connection) {
  auto facts = find_facts(connection);
  if (!facts) fail_damaged("it does not say what study it is");
  return *std::move(facts);
}

bool adopt_protocol(ChangeState& state, const study::ProtocolDocument& protocol) {
  const std::vector<ProtocolVersion> versions = read_protocols(state.connection);
  if (!versions.empty() && versions.back().sha256 == protocol.sha256) return false;
  insert_protocol(state, {protocol.canonical, protocol.sha256, base::utc_now(), std::nullopt});
  return true;
}

bool lock_current_protocol(ChangeState& state) {
  const std::vector<ProtocolVersion> versions = read_protocols(state.connection);
  if (versions.empty()) fail_damaged("it has no protocol");
  ProtocolVersion current = versions.back();
  if (current.locked_utc) return false;
  state.seal.remove(Section::protocol, row_bytes(current));
  current.locked_utc = base::utc_now();
  Query(state.connection, "UPDATE protocol SET locked_utc = ? WHERE version = (SELECT max(version) FROM protocol)",
        current.locked_utc)
      .run();
  state.seal.add(Section::protocol, row_bytes(current));
  return true;
}

void replace_protocols(ChangeState& state, const std::vector<ProtocolVersion>& versions) {
  for (const ProtocolVersion& version : read_protocols(state.connection)) {
    state.seal.remove(Section::protocol, row_bytes(version));
  }
  state.connection.execute("DELETE FROM protocol");
  for (const ProtocolVersion& version : versions) insert_protocol(state, version);
}

std::vector<ProtocolVersion> read_protocols(Connection& connection) {
  Query query(connection, "SELECT canonical, sha256, adopted_utc, locked_utc FROM protocol ORDER BY version");
  std::vector<ProtocolVersion> versions;
  while (query.next()) versions.push_back({query.text(0), query.text(1), query.text(2), query.optional_text(3)});
  return versions;
}

RowBytes row_bytes(const study::StudyFacts& facts) {
  RowBytes row;
  row.text(facts.title).optional_text(word_or_nothing(facts.setting)).optional_text(word_or_nothing(facts.place));
  row.optional_text(facts.ethics_id).optional_text(facts.until_date).optional_text(facts.responsible);
  return row;
}

RowBytes row_bytes(const ProtocolVersion& version) {
  RowBytes row;
  row.text(version.canonical).text(version.sha256).text(version.adopted_utc).optional_text(version.locked_utc);
  return row;
}

}  // namespace kizashi::store
