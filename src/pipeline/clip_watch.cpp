// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/clip_watch.h"

namespace kizashi::pipeline {

ClipWatch::ClipWatch(const series::ActionUnitMap& map, const std::vector<observation::EvidenceColumn>& columns)
    : map_(map), columns_(columns) {}

void ClipWatch::add(const observation::FrameObservation& frame) {
  quality_.add(frame);
  intervals_.add(frame.timestamp_s);
  for (const observation::FaceObservation& face : frame.faces) {
    baseline_of_face_.try_emplace(face.face_id, map_, columns_).first->second.add(face.evidence);
  }
}

std::map<int, FaceNeutral> ClipWatch::neutral_of_face() const {
  std::map<int, FaceNeutral> neutral;
  for (const auto& [face_id, baseline] : baseline_of_face_) {
    neutral[face_id] = {baseline.neutral(), baseline.frames()};
  }
  return neutral;
}

}  // namespace kizashi::pipeline
