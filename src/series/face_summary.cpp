// SPDX-License-Identifier: Apache-2.0
#include "kizashi/series/face_summary.h"

#include <utility>

namespace kizashi::series {

using observation::Speech;

void SegmentSummarizer::add(double timestamp_s, const observation::ActionUnitStates& states) {
  ++frames_;
  for (std::size_t u = 0; u < states.size(); ++u) units_.at(u).add(timestamp_s, states.at(u));
  co_activation_.add(states);
}

void SegmentSummarizer::skip(double timestamp_s) {
  for (UnitSummarizer& unit : units_) unit.add(timestamp_s, std::nullopt);
}

SegmentSummary SegmentSummarizer::finish() {
  SegmentSummary summary;
  summary.frames = frames_;
  for (std::size_t u = 0; u < units_.size(); ++u) summary.units.at(u) = units_.at(u).finish();
  summary.co_activation = co_activation_.report();
  return summary;
}

void FaceSummarizer::add(double timestamp_s, Speech speech, const observation::ActionUnitStates& states) {
  gaps_.add(timestamp_s, true);
  whole_.add(timestamp_s, states);
  for (auto [part, belongs] :
       {std::pair{&speaking_, speech == Speech::speaking}, std::pair{&silent_, speech == Speech::silent},
        std::pair{&unknown_, speech == Speech::unknown}}) {
    if (belongs) {
      part->add(timestamp_s, states);
    } else {
      part->skip(timestamp_s);
    }
  }
}

void FaceSummarizer::add_lost(double timestamp_s) {
  gaps_.add(timestamp_s, false);
  for (SegmentSummarizer* part : {&whole_, &speaking_, &silent_, &unknown_}) part->skip(timestamp_s);
}

FaceSummary FaceSummarizer::finish() {
  return {whole_.finish(), speaking_.finish(), silent_.finish(), unknown_.finish(), gaps_.report()};
}

}  // namespace kizashi::series
