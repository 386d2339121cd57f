// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "kizashi/store/change_state.h"
#include "kizashi/store/study_file.h"
#include "kizashi/store/table_pieces.h"

namespace kizashi::store {

/// See Change::add. Where it fails, what it wrote until then must be undone.
base::Result<Added> add_measurement(ChangeState& state, const study::Measurement& measurement,
                                    const std::vector<TableFile>& tables);

/// By key, origin, age.
std::vector<StoredMeasurement> list_measurements(Connection& connection);
study::Measurement read_measurement(Connection& connection, std::int64_t measurement_id);
StoredTable find_table(Connection& connection, std::int64_t measurement_id, std::string_view name);

/// A measurement with everything but its tables' bytes, which their checksums stand for.
struct WholeMeasurement {
  study::Measurement measurement;
  bool is_current = true;
  std::vector<StoredTable> tables;  ///< by name
};
WholeMeasurement read_whole_measurement(Connection& connection, const StoredMeasurement& stored);
RowBytes row_bytes(const WholeMeasurement& whole);

}  // namespace kizashi::store
