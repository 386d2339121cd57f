// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/clip_watch.h"

#include "kizashi/base/check.h"

namespace kizashi::pipeline {

ClipWatch::ClipWatch(const UnitRules& rules) : rules_(rules) {
  if (rules_.predictors != nullptr) predicted_.emplace(*rules_.predictors, prediction_mode(rules_));
}

void ClipWatch::add(const observation::FrameObservation& frame) {
  quality_.add(frame);
  intervals_.add(frame.timestamp_s);
  if (predicted_) return add_scores(frame);
  for (const observation::FaceObservation& face : frame.faces) add_baseline(face);
}

void ClipWatch::add_baseline(const observation::FaceObservation& face) {
  baseline_of_face_.try_emplace(face.face_id, *rules_.map, rules_.columns)
      .first->second.add(series::compensated(*rules_.map, face.evidence));
}

/// A face that was found but not believed has no scores.
void ClipWatch::add_scores(const observation::FrameObservation& frame) {
  const std::size_t any_score = rules_.predictors->presences.front().score_column_idx;
  const bool has_scores = !frame.faces.empty() && frame.faces.front().evidence.at(any_score).has_value();
  frames_predicted_ += frame.faces.empty() ? 0 : 1;
  predicted_->add(has_scores ? &frame.faces.front().evidence : nullptr);
}

const series::PredictedUnits* ClipWatch::predicted() {
  if (!predicted_) return nullptr;
  predicted_->finish();
  return &*predicted_;
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
  if (frames_predicted_ > 0) neutral[0] = {{}, frames_predicted_, false};
  for (const auto& [face_id, baseline] : baseline_of_face_)
    neutral[face_id] = neutral_under(choice, *rules_.map, baseline);
  return neutral;
}

}  // namespace kizashi::pipeline
