// SPDX-License-Identifier: Apache-2.0
#include "kizashi/store/participants.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <tuple>

#include "kizashi/base/hash.h"
#include "kizashi/store/stored_words.h"

namespace kizashi::store {

namespace {

using study::Attribute;
using study::Participant;
using study::Score;

/// A score's item as the database has it: 0 is the total.
int stored_item(const Score& score) { return score.item_number.value_or(0); }

std::string column_of(const Score& score) {
  return score.item_number ? fmt::format("{}_{}", score.instrument, *score.item_number) : score.instrument + "_total";
}

void put_in_order(Participant& participant) {
  std::sort(participant.scores.begin(), participant.scores.end(), [](const Score& a, const Score& b) {
    return std::tie(a.instrument, a.item_number) < std::tie(b.instrument, b.item_number);
  });
  std::sort(participant.attributes.begin(), participant.attributes.end(),
            [](const Attribute& a, const Attribute& b) { return a.name < b.name; });
}

std::vector<Score> read_scores(Connection& connection, std::int64_t participant_idx) {
  Query query(connection,
              "SELECT instrument, item_number, value FROM score WHERE participant_idx = ? ORDER BY instrument, item",
              participant_idx);
  std::vector<Score> scores;
  while (query.next()) {
    const auto item = query.optional_integer(1);
    scores.push_back({query.text(0), item ? std::optional(static_cast<int>(*item)) : std::nullopt,
                      static_cast<int>(query.integer(2))});
  }
  return scores;
}

std::vector<Attribute> read_attributes(Connection& connection, std::int64_t participant_idx) {
  Query query(connection, "SELECT name, value FROM attribute WHERE participant_idx = ? ORDER BY name", participant_idx);
  std::vector<Attribute> attributes;
  while (query.next()) attributes.push_back({query.text(0), query.text(1)});
  return attributes;
}

/// From a row of participant_idx, participant_id, role, is_simulated.
Participant read_row(Connection& connection, const Query& query) {
  const std::int64_t idx = query.integer(0);
  return {stored_id(query.text(1)), stored_word("role", query.text(2), study::role_of), query.integer(3) != 0,
          read_scores(connection, idx), read_attributes(connection, idx)};
}

Participant read_participant(Connection& connection, std::int64_t participant_idx) {
  Query query(connection,
              "SELECT participant_idx, participant_id, role, is_simulated FROM participant WHERE participant_idx = ?",
              participant_idx);
  if (!query.next()) fail_damaged("a participant is not where the index has them");
  return read_row(connection, query);
}

/// Takes in one score, or says how the one that is there differs.
std::optional<Difference> merge(Participant& into, const Score& score) {
  const auto same = std::find_if(into.scores.begin(), into.scores.end(), [&](const Score& other) {
    return other.instrument == score.instrument && other.item_number == score.item_number;
  });
  if (same == into.scores.end()) {
    into.scores.push_back(score);
  } else if (same->value != score.value) {
    return Difference{into.id.text(), column_of(score), std::to_string(same->value), std::to_string(score.value)};
  }
  return std::nullopt;
}

std::optional<Difference> merge(Participant& into, const Attribute& attribute) {
  const auto same = std::find_if(into.attributes.begin(), into.attributes.end(),
                                 [&](const Attribute& other) { return other.name == attribute.name; });
  if (same == into.attributes.end()) {
    into.attributes.push_back(attribute);
  } else if (same->value != attribute.value) {
    return Difference{into.id.text(), attribute.name, same->value, attribute.value};
  }
  return std::nullopt;
}

std::string flag(bool is_true) { return is_true ? "1" : "0"; }

std::optional<Difference> merge(Participant& into, const Participant& given) {
  if (into.role != given.role) {
    return Difference{into.id.text(), "role", std::string(study::word_of(into.role)),
                      std::string(study::word_of(given.role))};
  }
  if (into.is_simulated != given.is_simulated) {
    return Difference{into.id.text(), "simulated", flag(into.is_simulated), flag(given.is_simulated)};
  }
  for (const Score& score : given.scores) {
    if (auto difference = merge(into, score)) return difference;
  }
  for (const Attribute& attribute : given.attributes) {
    if (auto difference = merge(into, attribute)) return difference;
  }
  put_in_order(into);
  return std::nullopt;
}

/// Stores the values of one person that are not there yet; those that are there are the same.
void insert_values(Connection& connection, std::int64_t participant_idx, const Participant& participant) {
  for (const Score& score : participant.scores) {
    Query(connection,
          "INSERT INTO score (participant_idx, instrument, item, value) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
          participant_idx, score.instrument, stored_item(score), score.value)
        .run();
  }
  for (const Attribute& attribute : participant.attributes) {
    Query(connection, "INSERT INTO attribute VALUES (?, ?, ?) ON CONFLICT DO NOTHING", participant_idx, attribute.name,
          attribute.value)
        .run();
  }
}

RowBytes key_row(const std::string& id, std::span<const std::byte> key) {
  RowBytes row;
  row.text(id).text({reinterpret_cast<const char*>(key.data()), key.size()});
  return row;
}

std::int64_t insert_participant(ChangeState& state, const Participant& participant) {
  Query(state.connection, "INSERT INTO participant (participant_id, role, is_simulated) VALUES (?, ?, ?)",
        participant.id.text(), study::word_of(participant.role), participant.is_simulated ? 1 : 0)
      .run();
  const std::int64_t idx = state.connection.last_row_id();
  const base::Bytes32 key = base::random_bytes32();
  Query(state.connection, "INSERT INTO audit_key VALUES (?, ?)", idx, std::span<const std::byte>(key)).run();
  state.seal.add(Section::audit_key, key_row(participant.id.text(), key));
  state.people.add(participant.id.text(), idx);
  return idx;
}

base::Result<Added> add_somebody_new(ChangeState& state, const Participant& given) {
  Participant participant{given.id, given.role, given.is_simulated, {}, {}};
  if (auto difference = merge(participant, given)) return conflict(*difference);
  insert_values(state.connection, insert_participant(state, participant), participant);
  state.seal.add(Section::participant, row_bytes(participant));
  return Added::added;
}

}  // namespace

base::Result<Added> add_participant(ChangeState& state, const Participant& participant) {
  const auto idx = state.people.of(participant.id.text());
  if (!idx) return add_somebody_new(state, participant);
  const Participant stored = read_participant(state.connection, *idx);
  Participant merged = stored;
  if (auto difference = merge(merged, participant)) return conflict(*difference);
  if (merged == stored) return Added::already_there;
  insert_values(state.connection, *idx, merged);
  state.seal.remove(Section::participant, row_bytes(stored));
  state.seal.add(Section::participant, row_bytes(merged));
  return Added::completed;
}

std::vector<Participant> read_participants(Connection& connection) {
  Query query(connection,
              "SELECT participant_idx, participant_id, role, is_simulated FROM participant ORDER BY participant_id");
  std::vector<Participant> participants;
  while (query.next()) participants.push_back(read_row(connection, query));
  return participants;
}

std::optional<std::string> log_subject(Connection& connection, const study::ParticipantId& id) {
  Query query(connection,
              "SELECT key_bytes FROM participant JOIN audit_key USING (participant_idx) WHERE participant_id = ?",
              id.text());
  if (!query.next()) return std::nullopt;
  const std::string_view stored = query.blob(0);
  base::Bytes32 key{};
  if (stored.size() != key.size()) fail_damaged("a key of the log has the wrong length");
  std::memcpy(key.data(), stored.data(), key.size());
  return base::keyed_hash_of(id.text(), key);
}

RowBytes row_bytes(const Participant& participant) {
  RowBytes row;
  row.text(participant.id.text()).text(study::word_of(participant.role)).integer(participant.is_simulated ? 1 : 0);
  row.integer(static_cast<std::int64_t>(participant.scores.size()));
  for (const Score& score : participant.scores) {
    row.text(score.instrument).integer(stored_item(score)).integer(score.value);
  }
  row.integer(static_cast<std::int64_t>(participant.attributes.size()));
  for (const Attribute& attribute : participant.attributes) row.text(attribute.name).text(attribute.value);
  return row;
}

void seal_audit_keys(Connection& connection, Seal& seal) {
  Query query(connection, "SELECT participant_id, key_bytes FROM participant JOIN audit_key USING (participant_idx)");
  while (query.next()) {
    const std::string_view key = query.blob(1);
    seal.add(Section::audit_key, key_row(query.text(0), std::as_bytes(std::span(key))));
  }
}

}  // namespace kizashi::store
