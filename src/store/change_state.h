// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

#include "kizashi/store/connection.h"
#include "kizashi/store/seal.h"

namespace kizashi::store {

/// The row numbers of texts that rows refer to, read once: a rating names two people and an item, and a study may have
/// a million ratings.
class RowNumbers {
 public:
  /// `all` gives every text and its number.
  RowNumbers(Connection& connection, const char* all);
  [[nodiscard]] std::optional<std::int64_t> of(const std::string& text) const;
  void add(const std::string& text, std::int64_t number) { numbers_.emplace(text, number); }

 private:
  std::unordered_map<std::string, std::int64_t> numbers_;
};

/// What a change carries from its beginning to its end.
struct ChangeState {
  explicit ChangeState(Connection& database)
      : connection(database),
        seal(Seal::load(database)),
        people(database, "SELECT participant_id, participant_idx FROM participant"),
        items(database, "SELECT item_id, item_idx FROM item") {}

  Connection& connection;
  Seal seal;
  RowNumbers people;
  RowNumbers items;
};

}  // namespace kizashi::store
