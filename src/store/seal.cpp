// SPDX-License-Identifier: Apache-2.0
#include "kizashi/store/seal.h"

#include <bit>
#include <cstring>

#include "kizashi/base/hash.h"

namespace kizashi::store {

namespace {

constexpr std::array<std::string_view, section_count> words = {"facts", "protocol", "participant", "audit key",
                                                               "clip",  "rating",   "exclusion",   "measurement"};

using Lanes = std::array<std::uint64_t, 4>;

Lanes lanes_of(const RowBytes& row) { return std::bit_cast<Lanes>(base::blake2b_of(row.bytes())); }

Lanes read_lanes(std::string_view bytes) {
  Lanes lanes{};
  if (bytes.size() == sizeof(lanes)) std::memcpy(lanes.data(), bytes.data(), sizeof(lanes));
  return lanes;
}

}  // namespace

static_assert(std::endian::native == std::endian::little, "sums are stored as the machine has them");

std::string_view word_of(Section section) { return words.at(static_cast<std::size_t>(section)); }

Seal Seal::load(Connection& connection) {
  Seal seal;
  for (std::size_t i = 0; i < section_count; ++i) {
    Query query(connection, "SELECT row_count, hash_sum FROM seal WHERE section = ?", words[i]);
    if (query.next()) seal.sections_[i] = {query.integer(0), read_lanes(query.blob(1))};
  }
  return seal;
}

void Seal::save(Connection& connection) const {
  for (std::size_t i = 0; i < section_count; ++i) {
    Query(connection, "INSERT OR REPLACE INTO seal VALUES (?, ?, ?)", words[i], sections_[i].row_count,
          std::as_bytes(std::span(sections_[i].hash_sum)))
        .run();
  }
}

void Seal::add(Section section, const RowBytes& row) {
  SectionSeal& seal = sections_.at(static_cast<std::size_t>(section));
  const Lanes lanes = lanes_of(row);
  for (std::size_t i = 0; i < lanes.size(); ++i) seal.hash_sum[i] += lanes[i];
  ++seal.row_count;
}

void Seal::remove(Section section, const RowBytes& row) {
  SectionSeal& seal = sections_.at(static_cast<std::size_t>(section));
  const Lanes lanes = lanes_of(row);
  for (std::size_t i = 0; i < lanes.size(); ++i) seal.hash_sum[i] -= lanes[i];
  --seal.row_count;
}

}  // namespace kizashi::store
