// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/import_unit_values.h"

#include <algorithm>
#include <tuple>

#include "kizashi/pipeline/study/tool_provenance.h"
#include "kizashi/table/unit_values_csv.h"

namespace kizashi::pipeline {

namespace {

bool comes_before(const study::UnitValue& a, const study::UnitValue& b) {
  return std::tie(a.unit, a.measure, a.segment) < std::tie(b.unit, b.measure, b.segment);
}

}  // namespace

base::Status CollectedValues::take_in(Importing& importing) && {
  for (auto& [key, values] : values_of_) {
    std::sort(values.begin(), values.end(), comes_before);
    study::Measurement measurement{key, study::Origin::values, values_provenance(values), std::nullopt, values};
    const auto added = importing.change().add(measurement, {});
    if (!added.ok()) return added.error();
    importing.count(action_units_word, *added);
  }
  return {};
}

base::Status import_unit_values(const std::filesystem::path& table, Importing& importing) {
  auto reader = table::UnitValuesReader::open(table);
  if (!reader.ok()) return reader.error();
  CollectedValues collected;
  const auto reject = importing.rejection_sink();
  while (true) {
    if (auto status = importing.go_on(); !status.ok()) return status;
    const auto located = reader->next(reject);
    if (!located.ok()) return located.error();
    if (!*located) break;
    const table::UnitValueRow& row = located->value().row;
    if (auto reason = importing.why_no_ratee(row.participant)) {
      reject(reader->rejection_at(located->value().line, "participant_id", *std::move(reason)));
    } else {
      collected.add({row.participant, row.session, 1, study::ClipKind::main}, row.value);
    }
  }
  return std::move(collected).take_in(importing);
}

}  // namespace kizashi::pipeline
