// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/mesh/likeness.h"

#include <array>
#include <string>
#include <string_view>

#include "kizashi/base/check.h"
#include "kizashi/face/mesh/evidence.h"

namespace kizashi::face::mesh {

namespace {

struct Trait {
  std::string_view evidence;   ///< name without side and unit
  double within_person_sd_mm;  ///< its spread within a clip of one person, mean over clips, rounded
};

constexpr std::array traits{
    Trait{"brow_inner_height", 1.3},       Trait{"brow_outer_height", 1.4},   Trait{"brow_over_nose_root", 1.3},
    Trait{"forehead_over_nose_root", 1.7}, Trait{"lid_fold_over_cheek", 1.4}, Trait{"lid_fold_over_lower_lid", 0.9},
    Trait{"lower_lid_height", 0.5},        Trait{"lower_lid_slope", 0.6},
};

std::size_t column_of(const std::string& name) {
  const auto place = place_of(name, evidence_columns());
  KIZASHI_CHECK(place.has_value(), "traits are made of evidence");
  return *place;
}

struct Columns {
  std::size_t left = 0;
  std::size_t right = 0;
};

std::array<Columns, traits.size()> find_columns() {
  std::array<Columns, traits.size()> found;
  for (std::size_t i = 0; i < traits.size(); ++i) {
    const std::string name(traits.at(i).evidence);
    found.at(i) = {column_of(name + "_left_mm"), column_of(name + "_right_mm")};
  }
  return found;
}

}  // namespace

Likeness likeness_of(const std::vector<std::optional<double>>& evidence) {
  static const auto columns = find_columns();
  Likeness likeness;
  for (std::size_t i = 0; i < traits.size(); ++i) {
    const auto& left = evidence.at(columns.at(i).left);
    const auto& right = evidence.at(columns.at(i).right);
    if (!left || !right) return {};
    likeness.push_back((*left + *right) / 2 / traits.at(i).within_person_sd_mm);
  }
  return likeness;
}

}  // namespace kizashi::face::mesh
