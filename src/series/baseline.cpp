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

std::string_view word_of(BaselineMode mode) {
  switch (mode) {
    case BaselineMode::none:
      return "none";
    case BaselineMode::clip:
      return "clip";
    case BaselineMode::running:
      return "running";
    default:
      return "neutral";
  }
}

std::string_view assumption_of(BaselineMode mode) {
  switch (mode) {
    case BaselineMode::none:
      return "the person's resting face is what most faces show: a face that differs from it by build reads as moved";
    case BaselineMode::clip:
      return "the face is at rest in part of the clip: neutral is a quantile of each piece of evidence, for some units "
             "drawn half way to what most faces show";
    case BaselineMode::running:
      return "the face has been at rest in part of the clip before each frame: neutral is a quantile of the frames so "
             "far, so the first seconds count from little and the zero moves";
    default:
      return "the face is at rest all through the neutral recording, and camera and distance were alike: neutral is "
             "its "
             "median";
  }
}

Baseline::Baseline(const ActionUnitMap& map, const std::vector<observation::EvidenceColumn>& columns) : map_(map) {
  for (const UnitMap& unit : map.units) {
    for (const EvidenceTerm& term : unit.terms) {
      for (const std::size_t idx : term.column_idx) histogram_of_column_.try_emplace(idx, range_of(columns.at(idx)));
    }
  }
}

void Baseline::add(const Evidence& evidence) {
  ++frames_;
  for (auto& [idx, histogram] : histogram_of_column_) {
    if (evidence.at(idx)) histogram.add(*evidence.at(idx));
  }
}

/// `rule` gives the neutral value of a term from a column's histogram and typical value.
template <typename Rule>
NeutralValues Baseline::values_by(Rule rule) const {
  NeutralValues values = typical_neutral(map_);
  for (std::size_t u = 0; u < values.size(); ++u) {
    for (std::size_t t = 0; t < values.at(u).size(); ++t) {
      const EvidenceTerm& term = map_.units.at(u).terms[t];
      for (std::size_t k = 0; k < term.column_idx.size(); ++k) {
        double& value = values.at(u)[t][k];
        value = rule(term, histogram_of_column_.at(term.column_idx[k]), value);
      }
    }
  }
  return values;
}

NeutralValues Baseline::resting_part() const {
  if (!knows_rest()) return typical_neutral(map_);
  return values_by([](const EvidenceTerm& term, const math::HistogramQuantile& histogram, double typical) {
    const double probability = term.direction > 0 ? term.neutral.quantile : 1.0 - term.neutral.quantile;
    const double own = histogram.quantile(probability).value_or(typical);
    return own + term.neutral.typical_share * (typical - own);
  });
}

NeutralValues Baseline::median() const {
  return values_by([](const EvidenceTerm& term, const math::HistogramQuantile& histogram, double typical) {
    // A regression's term that counts from the typical face does so for everybody.
    if (term.neutral.typical_share == 1.0) return typical;
    return histogram.quantile(0.5).value_or(typical);
  });
}

}  // namespace kizashi::series
