// SPDX-License-Identifier: Apache-2.0
#include "kizashi/store/content.h"

#include <algorithm>
#include <filesystem>
#include <tuple>

#include "kizashi/base/hash.h"
#include "kizashi/store/clips.h"
#include "kizashi/store/facts.h"
#include "kizashi/store/measurements.h"
#include "kizashi/store/participants.h"
#include "kizashi/store/ratings.h"

namespace kizashi::store {

namespace {

/// Rows of one kind after another; the count behind each kind tells where it ends.
class ContentHash {
 public:
  void begin(Section section) { feed(RowBytes().text(word_of(section))); }
  void row(const RowBytes& row) {
    feed(RowBytes().integer(1));
    feed(row);
  }
  void end() { feed(RowBytes().integer(0)); }
  std::string finish() { return hash_.finish(); }

 private:
  void feed(const RowBytes& row) { hash_.update(std::as_bytes(std::span(row.bytes()))); }
  base::Sha256 hash_;
};

template <typename Rows>
void add_all(ContentHash& hash, Section section, const Rows& rows) {
  hash.begin(section);
  for (const auto& row : rows) hash.row(row_bytes(row));
  hash.end();
}

/// Without when it was adopted and locked: the same study set up a minute later has the same content.
void add_protocols(ContentHash& hash, Connection& connection) {
  hash.begin(Section::protocol);
  for (const ProtocolVersion& version : read_protocols(connection)) {
    hash.row(RowBytes().text(version.canonical).text(version.sha256).integer(version.locked_utc ? 1 : 0));
  }
  hash.end();
}

/// Without the folders: the same recording may lie elsewhere.
void add_clips(ContentHash& hash, Connection& connection) {
  hash.begin(Section::clip);
  for (study::Clip& clip : read_clips(connection)) {
    clip.file = std::filesystem::path(clip.file).filename().string();
    hash.row(row_bytes(clip));
  }
  hash.end();
}

void add_ratings(ContentHash& hash, Connection& connection) {
  hash.begin(Section::rating);
  // The sink never fails.
  static_cast<void>(read_ratings(connection, [&](const study::Rating& rating) {
    hash.row(row_bytes(rating));
    return base::Status();
  }));
  hash.end();
}

/// Without older ones that others replaced: no analysis looks at them, and no export holds them.
void add_measurements(ContentHash& hash, Connection& connection) {
  std::vector<StoredMeasurement> measurements = list_measurements(connection);
  std::erase_if(measurements, [](const StoredMeasurement& one) { return !one.is_current; });
  std::sort(measurements.begin(), measurements.end(), [](const auto& a, const auto& b) {
    return std::tie(a.key, a.origin, a.provenance) < std::tie(b.key, b.origin, b.provenance);
  });
  hash.begin(Section::measurement);
  for (const StoredMeasurement& stored : measurements) hash.row(row_bytes(read_whole_measurement(connection, stored)));
  hash.end();
}

template <typename Rows>
void seal_all(Seal& seal, Section section, const Rows& rows) {
  for (const auto& row : rows) seal.add(section, row_bytes(row));
}

}  // namespace

std::string content_hash(Connection& connection) {
  ContentHash hash;
  hash.begin(Section::facts);
  hash.row(row_bytes(read_facts(connection)));
  hash.end();
  add_protocols(hash, connection);
  add_all(hash, Section::participant, read_participants(connection));
  add_clips(hash, connection);
  add_ratings(hash, connection);
  add_all(hash, Section::exclusion, read_exclusions(connection));
  add_measurements(hash, connection);
  return hash.finish();
}

Seal seal_of_rows(Connection& connection) {
  Seal seal;
  seal.add(Section::facts, row_bytes(read_facts(connection)));
  seal_all(seal, Section::protocol, read_protocols(connection));
  seal_all(seal, Section::participant, read_participants(connection));
  seal_audit_keys(connection, seal);
  seal_all(seal, Section::clip, read_clips(connection));
  static_cast<void>(read_ratings(connection, [&](const study::Rating& rating) {
    seal.add(Section::rating, row_bytes(rating));
    return base::Status();
  }));
  seal_all(seal, Section::exclusion, read_exclusions(connection));
  for (const StoredMeasurement& stored : list_measurements(connection)) {
    seal.add(Section::measurement, row_bytes(read_whole_measurement(connection, stored)));
  }
  return seal;
}

}  // namespace kizashi::store
