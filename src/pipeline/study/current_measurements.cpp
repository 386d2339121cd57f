// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/current_measurements.h"

#include "kizashi/document/value.h"

namespace kizashi::pipeline {

namespace {

using document::Value;

/// In how many frames the neutral recording of a provenance shows the face.
std::optional<std::int64_t> neutral_frames_of(const Value& provenance) {
  const Value* place = &provenance;
  for (const char* name : {"options", "neutral_recording", "frames"}) {
    place = place->find(name);
    if (place == nullptr) return std::nullopt;
  }
  const std::int64_t* frames = place->as_integer();
  return frames == nullptr ? std::nullopt : std::optional(*frames);
}

}  // namespace

CurrentMeasurements::CurrentMeasurements(const std::vector<store::StoredMeasurement>& measurements) {
  for (const store::StoredMeasurement& one : measurements) {
    if (one.is_current && one.origin == study::Origin::measured) {
      current_.insert_or_assign(one.key, Current{one.id, one.provenance});
    }
  }
}

std::optional<std::int64_t> CurrentMeasurements::find(const PlannedClip& planned, const Measurer& measurer) const {
  const auto found = current_.find(planned.clip.key);
  if (found == current_.end()) return std::nullopt;
  const auto stored = document::parse(found->second.provenance, "a stored provenance");
  if (!stored.ok()) return std::nullopt;
  const std::string& sha256 = planned.clip.sha256;
  if (!planned.neutral) {
    return *stored == measurer.provenance(sha256) ? std::optional(found->second.id) : std::nullopt;
  }
  const auto frames = neutral_frames_of(*stored);
  if (!frames) return std::nullopt;
  const bool is_same = *stored == measurer.provenance(sha256, {*frames, planned.neutral->sha256});
  return is_same ? std::optional(found->second.id) : std::nullopt;
}

}  // namespace kizashi::pipeline
