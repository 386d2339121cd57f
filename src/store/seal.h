// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "kizashi/store/connection.h"
#include "kizashi/store/row_bytes.h"

namespace kizashi::store {

/// The kinds of rows that a study is made of; the log has a chain of its own.
enum class Section { facts, protocol, participant, audit_key, clip, rating, exclusion, measurement };
inline constexpr std::size_t section_count = 8;
std::string_view word_of(Section section);

/// How many rows of a kind there are and the sum of their hashes, kept as rows come and go, whatever their order.
/// SQLite has no checksums of its own: a changed bit within a rating is a good database with another rating, but for
/// this.
struct SectionSeal {
  std::int64_t row_count = 0;
  std::array<std::uint64_t, 4> hash_sum{};  ///< of BLAKE2b digests as four numbers each, modulo 2^64
  bool operator==(const SectionSeal&) const = default;
};

class Seal {
 public:
  static Seal load(Connection& connection);
  void save(Connection& connection) const;

  void add(Section section, const RowBytes& row);
  void remove(Section section, const RowBytes& row);
  [[nodiscard]] const SectionSeal& of(Section section) const { return sections_.at(static_cast<std::size_t>(section)); }

 private:
  std::array<SectionSeal, section_count> sections_{};
};

}  // namespace kizashi::store
