// SPDX-License-Identifier: Apache-2.0
#include "kizashi/series/baseline.h"

namespace kizashi::series {

namespace {

constexpr math::HistogramRange millimetres{-120.0, 180.0, 15000};
constexpr math::HistogramRange coefficients{-1.0, 2.0, 3000};

math::HistogramRange range_of(const observation::EvidenceColumn& column) {
  return column.unit == "mm" ? millimetres : coefficients;
}

}  // namespace

ClipBaseline::ClipBaseline(const ActionUnitMap& map, const std::vector<observation::EvidenceColumn>& columns)
    : map_(map) {
  for (const UnitMap& unit : map.units) {
    for (const EvidenceTerm& term : unit.terms) {
      for (const std::size_t idx : term.column_idx) histogram_of_column_.try_emplace(idx, range_of(columns.at(idx)));
    }
  }
}

void ClipBaseline::add(const Evidence& evidence) {
  ++frames_;
  for (auto& [idx, histogram] : histogram_of_column_) {
    if (evidence.at(idx)) histogram.add(*evidence.at(idx));
  }
}

double ClipBaseline::neutral_of(const UnitMap& unit, const EvidenceTerm& term, std::size_t k) const {
  const double typical = term.typical_neutral[k];
  const double probability = term.direction > 0 ? unit.neutral_quantile : 1.0 - unit.neutral_quantile;
  const double own = histogram_of_column_.at(term.column_idx[k]).quantile(probability).value_or(typical);
  return own + unit.typical_share * (typical - own);
}

NeutralValues ClipBaseline::neutral() const {
  NeutralValues values = typical_neutral(map_);
  if (frames_ < least_frames) return values;
  for (std::size_t u = 0; u < values.size(); ++u) {
    const UnitMap& unit = map_.units.at(u);
    for (std::size_t t = 0; t < unit.terms.size(); ++t) {
      for (std::size_t k = 0; k < values.at(u)[t].size(); ++k) {
        values.at(u)[t][k] = neutral_of(unit, unit.terms[t], k);
      }
    }
  }
  return values;
}

}  // namespace kizashi::series
