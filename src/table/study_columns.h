// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace kizashi::table {

/// A column of one of a study's tables. Readers find columns by name, in any order; writers write all of them in this
/// one.
struct StudyColumn {
  std::string_view name;
  bool is_required = false;
  std::string_view description;
};

/// participants.csv; behind these come columns of scores and any others, which are kept as they are.
std::span<const StudyColumn> participants_columns();
std::span<const StudyColumn> ratings_columns();      ///< ratings.csv
std::span<const StudyColumn> clips_columns();        ///< clips.csv
std::span<const StudyColumn> unit_values_columns();  ///< action-units.csv
std::span<const StudyColumn> exclusions_columns();   ///< exclusions.csv

}  // namespace kizashi::table
