// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/clip_watch.h"

#include "kizashi/base/check.h"

namespace kizashi::pipeline {

ClipWatch::ClipWatch(const series::ActionUnitMap& map, const std::vector<observation::EvidenceColumn>& columns)
    : map_(map), columns_(columns) {}

void ClipWatch::add(const observation::FrameObservation& frame) {
  quality_.add(frame);
  intervals_.add(frame.timestamp_s);
  for (const observation::FaceObservation& face : frame.faces) {
    baseline_of_face_.try_emplace(face.face_id, map_, columns_)
        .first->second.add(series::compensated(map_, face.evidence));
  }
}

namespace {

FaceNeutral neutral_under(const BaselineChoice& choice, const series::ActionUnitMap& map,
                          const series::Baseline& baseline) {
  switch (choice.mode) {
    case series::BaselineMode::recorded:
      KIZASHI_CHECK(choice.recorded.has_value(), "a recorded neutral was read");
      return {choice.recorded->values, baseline.frames(), false};
    case series::BaselineMode::none:
      return {typical_neutral(map), baseline.frames(), false};
    default:
      return {baseline.resting_part(), baseline.frames(), !baseline.knows_rest()};
  }
}

}  // namespace

std::map<int, FaceNeutral> ClipWatch::neutral_of_face(const BaselineChoice& choice) const {
  std::map<int, FaceNeutral> neutral;
  for (const auto& [face_id, baseline] : baseline_of_face_) neutral[face_id] = neutral_under(choice, map_, baseline);
  return neutral;
}

}  // namespace kizashi::pipeline
