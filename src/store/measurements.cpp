// SPDX-License-Identifier: Apache-2.0
#include "kizashi/store/measurements.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "kizashi/base/check.h"
#include "kizashi/store/clips.h"
#include "kizashi/store/stored_words.h"

namespace kizashi::store {

namespace {

using study::Measurement;
using study::UnitValue;

/// The measurements of one key, origin and tool.
struct Series {
  std::int64_t participant_idx = 0;
  study::ClipKey key;
  study::Origin origin = study::Origin::measured;
  std::string tool;  ///< empty: none
};

std::optional<std::int64_t> find_of_provenance(Connection& connection, const Series& series,
                                               const std::string& provenance) {
  Query query(connection,
              "SELECT measurement_id FROM measurement WHERE participant_idx = ? AND session = ? AND take = ? "
              "AND kind = ? AND origin = ? AND coalesce(tool, '') = ? AND provenance = ?",
              series.participant_idx, series.key.session, series.key.take, study::word_of(series.key.kind),
              study::word_of(series.origin), series.tool, provenance);
  if (!query.next()) return std::nullopt;
  return query.integer(0);
}

std::optional<std::int64_t> find_current(Connection& connection, const Series& series) {
  Query query(connection,
              "SELECT measurement_id FROM measurement WHERE participant_idx = ? AND session = ? AND take = ? "
              "AND kind = ? AND origin = ? AND coalesce(tool, '') = ? AND is_current = 1",
              series.participant_idx, series.key.session, series.key.take, study::word_of(series.key.kind),
              study::word_of(series.origin), series.tool);
  if (!query.next()) return std::nullopt;
  return query.integer(0);
}

StoredMeasurement listed(Connection& connection, std::int64_t measurement_id);

void set_current(ChangeState& state, std::int64_t measurement_id, bool is_current) {
  WholeMeasurement whole = read_whole_measurement(state.connection, listed(state.connection, measurement_id));
  state.seal.remove(Section::measurement, row_bytes(whole));
  whole.is_current = is_current;
  state.seal.add(Section::measurement, row_bytes(whole));
  Query(state.connection, "UPDATE measurement SET is_current = ? WHERE measurement_id = ?", is_current ? 1 : 0,
        measurement_id)
      .run();
}

std::int64_t insert_row(Connection& connection, std::int64_t participant_idx, const Measurement& measurement) {
  const study::ClipKey& key = measurement.key;
  Query(connection,
        "INSERT INTO measurement (participant_idx, session, take, kind, origin, tool, provenance, sidecar, "
        "is_current) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)",
        participant_idx, key.session, key.take, study::word_of(key.kind), study::word_of(measurement.origin),
        measurement.tool, measurement.provenance, measurement.sidecar)
      .run();
  return connection.last_row_id();
}

void insert_value(Connection& connection, std::int64_t measurement_id, const UnitValue& value) {
  KIZASHI_CHECK(std::isfinite(value.value), "absence is no number");
  Query(connection, "INSERT INTO unit_value VALUES (?, ?, ?, ?, ?, ?)", measurement_id, value.unit,
        study::word_of(value.measure), study::word_of(value.segment), value.value, value.frames)
      .run();
}

void put_in_order(std::vector<UnitValue>& values) {
  std::sort(values.begin(), values.end(), [](const UnitValue& a, const UnitValue& b) {
    return std::tie(a.unit, a.measure, a.segment) < std::tie(b.unit, b.measure, b.segment);
  });
}

base::Result<Added> add_new(ChangeState& state, std::int64_t participant_idx, WholeMeasurement whole,
                            const std::vector<TableFile>& files) {
  const std::int64_t id = insert_row(state.connection, participant_idx, whole.measurement);
  for (const UnitValue& value : whole.measurement.values) insert_value(state.connection, id, value);
  for (const TableFile& file : files) {
    auto table = store_table(state.connection, {id, file.name}, file.path);
    if (!table.ok()) return table.error();
    whole.tables.push_back(*std::move(table));
  }
  std::sort(whole.tables.begin(), whole.tables.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  put_in_order(whole.measurement.values);
  state.seal.add(Section::measurement, row_bytes(whole));
  return Added::added;
}

std::vector<UnitValue> read_values(Connection& connection, std::int64_t measurement_id) {
  Query query(connection, "SELECT unit, measure, segment, value, frames FROM unit_value WHERE measurement_id = ?",
              measurement_id);
  std::vector<UnitValue> values;
  while (query.next()) {
    values.push_back({query.text(0), stored_word("measure", query.text(1), study::measure_of),
                      stored_word("segment", query.text(2), study::segment_of), query.real(3),
                      query.optional_integer(4)});
  }
  put_in_order(values);
  return values;
}

std::vector<std::string> table_names(Connection& connection, std::int64_t measurement_id) {
  std::vector<std::string> names;
  for (const StoredTable& table : read_tables(connection, measurement_id)) names.push_back(table.name);
  return names;
}

/// From a row of measurement_id, participant_id, session, take, kind, origin, provenance, is_current, tool.
StoredMeasurement read_row(Connection& connection, const Query& query) {
  return {query.integer(0),      read_clip_key(query, 1), stored_word("origin", query.text(5), study::origin_of),
          query.text(6),         query.integer(7) != 0,   table_names(connection, query.integer(0)),
          query.optional_text(8)};
}

StoredMeasurement listed(Connection& connection, std::int64_t measurement_id) {
  Query query(connection,
              "SELECT measurement_id, participant_id, session, take, kind, origin, provenance, is_current, tool "
              "FROM measurement JOIN participant USING (participant_idx) WHERE measurement_id = ?",
              measurement_id);
  if (!query.next()) fail_damaged(fmt::format("measurement {} is not in it", measurement_id));
  return read_row(connection, query);
}

}  // namespace

base::Result<Added> add_measurement(ChangeState& state, const Measurement& measurement,
                                    const std::vector<TableFile>& tables) {
  const auto person = state.people.of(measurement.key.participant.text());
  if (!person) return unknown_person(measurement.key.participant);
  KIZASHI_CHECK(measurement.tool.has_value() == (measurement.origin == study::Origin::other_tool),
                "another tool has a name");
  const Series series{*person, measurement.key, measurement.origin, measurement.tool.value_or("")};
  const auto current = find_current(state.connection, series);
  const auto same = find_of_provenance(state.connection, series, measurement.provenance);
  if (same && same == current) return Added::already_there;
  if (current) set_current(state, *current, false);
  if (!same) return add_new(state, *person, {measurement, true, {}}, tables);
  set_current(state, *same, true);
  return Added::already_there;
}

std::vector<StoredMeasurement> list_measurements(Connection& connection) {
  Query query(connection,
              "SELECT measurement_id, participant_id, session, take, kind, origin, provenance, is_current, tool "
              "FROM measurement JOIN participant USING (participant_idx)");
  std::vector<StoredMeasurement> measurements;
  while (query.next()) measurements.push_back(read_row(connection, query));
  std::sort(measurements.begin(), measurements.end(), [](const auto& a, const auto& b) {
    return std::tie(a.key, a.origin, a.tool, a.id) < std::tie(b.key, b.origin, b.tool, b.id);
  });
  return measurements;
}

Measurement read_measurement(Connection& connection, std::int64_t measurement_id) {
  const StoredMeasurement stored = listed(connection, measurement_id);
  Query query(connection, "SELECT sidecar FROM measurement WHERE measurement_id = ?", measurement_id);
  if (!query.next()) fail_damaged("a measurement is not where the index has it");
  return {stored.key, stored.origin, stored.provenance, query.optional_text(0), read_values(connection, measurement_id),
          stored.tool};
}

StoredTable find_table(Connection& connection, std::int64_t measurement_id, std::string_view name) {
  const std::vector<StoredTable> tables = read_tables(connection, measurement_id);
  const auto found = std::find_if(tables.begin(), tables.end(), [&](const auto& table) { return table.name == name; });
  if (found == tables.end()) fail_damaged(fmt::format("measurement {} has no table \"{}\"", measurement_id, name));
  return *found;
}

WholeMeasurement read_whole_measurement(Connection& connection, const StoredMeasurement& stored) {
  return {read_measurement(connection, stored.id), stored.is_current, read_tables(connection, stored.id)};
}

RowBytes row_bytes(const WholeMeasurement& whole) {
  const Measurement& measurement = whole.measurement;
  RowBytes row;
  append_key(row, measurement.key).text(study::word_of(measurement.origin)).optional_text(measurement.tool);
  row.text(measurement.provenance).optional_text(measurement.sidecar).integer(whole.is_current ? 1 : 0);
  row.integer(static_cast<std::int64_t>(measurement.values.size()));
  for (const UnitValue& value : measurement.values) {
    row.text(value.unit).text(study::word_of(value.measure)).text(study::word_of(value.segment)).real(value.value);
    row.optional_integer(value.frames);
  }
  row.integer(static_cast<std::int64_t>(whole.tables.size()));
  for (const StoredTable& table : whole.tables) row.text(table.name).integer(table.length_bytes).text(table.sha256);
  return row;
}

}  // namespace kizashi::store
