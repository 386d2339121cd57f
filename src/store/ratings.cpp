// SPDX-License-Identifier: Apache-2.0
#include "kizashi/store/ratings.h"

#include <fmt/format.h>

#include <cmath>

#include "kizashi/base/check.h"
#include "kizashi/store/stored_words.h"

namespace kizashi::store {

namespace {

using study::Rating;

struct RatingKey {
  std::int64_t rater_idx = 0;
  std::int64_t ratee_idx = 0;
  std::int64_t item_idx = 0;
  std::int64_t trial = -1;  ///< -1: none stated
};

std::int64_t item_number(ChangeState& state, const std::string& item) {
  if (const auto known = state.items.of(item)) return *known;
  Query(state.connection, "INSERT INTO item (item_id) VALUES (?)", item).run();
  const std::int64_t idx = state.connection.last_row_id();
  state.items.add(item, idx);
  return idx;
}

RatingKey key_of(ChangeState& state, const Rating& rating) {
  const auto rater = state.people.of(rating.rater.text());
  const auto ratee = state.people.of(rating.ratee.text());
  KIZASHI_CHECK(rater && ratee, "a rating's people are in the study");
  return {*rater, *ratee, item_number(state, rating.item), rating.trial_index.value_or(-1)};
}

Rating read_stored(Connection& connection, const RatingKey& key, const Rating& given) {
  Query query(connection,
              "SELECT rating, response_time_ms, timestamp FROM rating "
              "WHERE rater_idx = ? AND ratee_idx = ? AND item_idx = ? AND trial = ?",
              key.rater_idx, key.ratee_idx, key.item_idx, key.trial);
  if (!query.next()) fail_damaged("a rating is not where the index has it");
  Rating stored = given;
  stored.rating = query.real(0);
  stored.response_time_ms = query.optional_real(1);
  stored.timestamp = query.optional_text(2);
  return stored;
}

std::string name_of(const Rating& rating) {
  const std::string trial = rating.trial_index ? fmt::format(", trial {}", *rating.trial_index) : "";
  return fmt::format("the rating of {} by {} on {}{}", rating.ratee.text(), rating.rater.text(), rating.item, trial);
}

/// How what is stored contradicts what is given; what is not given contradicts nothing.
std::optional<Difference> difference(const Rating& stored, const Rating& given) {
  if (stored.rating != given.rating) {
    return Difference{name_of(given), "rating", fmt::format("{}", stored.rating), fmt::format("{}", given.rating)};
  }
  if (stored.response_time_ms && given.response_time_ms && *stored.response_time_ms != *given.response_time_ms) {
    return Difference{name_of(given), "response_time_ms", fmt::format("{}", *stored.response_time_ms),
                      fmt::format("{}", *given.response_time_ms)};
  }
  if (stored.timestamp && given.timestamp && *stored.timestamp != *given.timestamp) {
    return Difference{name_of(given), "timestamp", *stored.timestamp, *given.timestamp};
  }
  return std::nullopt;
}

base::Result<Added> complete(ChangeState& state, const RatingKey& key, const Rating& given) {
  const Rating stored = read_stored(state.connection, key, given);
  if (const auto found = difference(stored, given)) return conflict(*found);
  Rating merged = stored;
  if (!merged.response_time_ms) merged.response_time_ms = given.response_time_ms;
  if (!merged.timestamp) merged.timestamp = given.timestamp;
  if (merged == stored) return Added::already_there;
  Query(state.connection,
        "UPDATE rating SET response_time_ms = ?, timestamp = ? "
        "WHERE rater_idx = ? AND ratee_idx = ? AND item_idx = ? AND trial = ?",
        merged.response_time_ms, merged.timestamp, key.rater_idx, key.ratee_idx, key.item_idx, key.trial)
      .run();
  state.seal.remove(Section::rating, row_bytes(stored));
  state.seal.add(Section::rating, row_bytes(merged));
  return Added::completed;
}

Rating read_row(const Query& query) {
  return {stored_id(query.text(0)),  stored_id(query.text(1)), query.text(2),         query.real(3),
          query.optional_integer(4), query.optional_real(5),   query.optional_text(6)};
}

}  // namespace

base::Result<Added> add_rating(ChangeState& state, const Rating& rating) {
  KIZASHI_CHECK(std::isfinite(rating.rating) && std::isfinite(rating.response_time_ms.value_or(0.0)),
                "absence is no number");
  KIZASHI_CHECK(rating.trial_index.value_or(0) >= 0, "trials count from 0");
  const RatingKey key = key_of(state, rating);
  const int inserted =
      Query(state.connection,
            "INSERT INTO rating (rater_idx, ratee_idx, item_idx, trial, rating, response_time_ms, timestamp) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            key.rater_idx, key.ratee_idx, key.item_idx, key.trial, rating.rating, rating.response_time_ms,
            rating.timestamp)
          .run();
  if (inserted == 0) return complete(state, key, rating);
  state.seal.add(Section::rating, row_bytes(rating));
  return Added::added;
}

base::Status read_ratings(Connection& connection, const std::function<base::Status(const Rating&)>& sink) {
  // The joins go in this order, so that one rater's ratings at a time are sorted, not all of them.
  Query query(connection,
              "SELECT rater.participant_id, ratee.participant_id, item_id, rating, trial_index, response_time_ms, "
              "timestamp FROM participant AS rater "
              "CROSS JOIN rating ON rating.rater_idx = rater.participant_idx "
              "CROSS JOIN participant AS ratee ON ratee.participant_idx = rating.ratee_idx "
              "CROSS JOIN item ON item.item_idx = rating.item_idx "
              "ORDER BY rater.participant_id, ratee.participant_id, item_id, trial");
  while (query.next()) {
    if (base::Status taken = sink(read_row(query)); !taken.ok()) return taken;
  }
  return {};
}

RatingCounts count_ratings(Connection& connection) {
  Query query(connection,
              "SELECT count(*), count(DISTINCT rater_idx), count(DISTINCT ratee_idx), "
              "(SELECT count(*) FROM (SELECT DISTINCT rater_idx, ratee_idx, item_idx FROM rating)) FROM rating");
  query.next();
  return {query.integer(0), query.integer(1), query.integer(2), query.integer(3)};
}

RowBytes row_bytes(const Rating& rating) {
  RowBytes row;
  row.text(rating.rater.text()).text(rating.ratee.text()).text(rating.item).real(rating.rating);
  row.optional_integer(rating.trial_index).optional_real(rating.response_time_ms).optional_text(rating.timestamp);
  return row;
}

}  // namespace kizashi::store
