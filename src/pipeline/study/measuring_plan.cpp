// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/measuring_plan.h"

#include <map>
#include <set>

namespace kizashi::pipeline {

namespace {

using study::Clip;
using study::ClipKind;

class Exclusions {
 public:
  explicit Exclusions(const std::vector<study::Exclusion>& exclusions) {
    for (const study::Exclusion& one : exclusions) {
      if (one.clip) {
        clips_.insert(*one.clip);
      } else {
        people_.insert(one.participant);
      }
    }
  }

  [[nodiscard]] bool hold(const study::ClipKey& key) const {
    return people_.contains(key.participant) || clips_.contains(key);
  }

 private:
  std::set<study::ParticipantId> people_;
  std::set<study::ClipKey> clips_;
};

/// By person and session; of several takes the latest.
using Neutrals = std::map<study::ParticipantId, std::map<int, Clip>>;

Neutrals neutrals_of(const std::vector<PlannedClip>& planned) {
  Neutrals neutrals;
  for (const PlannedClip& one : planned) {
    const study::ClipKey& key = one.clip.key;
    if (key.kind != ClipKind::neutral) continue;
    auto& of_person = neutrals[key.participant];
    const auto found = of_person.find(key.session);
    if (found == of_person.end() || found->second.key.take < key.take) {
      of_person.insert_or_assign(key.session, one.clip);
    }
  }
  return neutrals;
}

std::optional<Clip> neutral_of(const study::ClipKey& key, const Neutrals& neutrals) {
  const auto of_person = neutrals.find(key.participant);
  if (key.kind != ClipKind::main || of_person == neutrals.end()) return std::nullopt;
  const auto of_session = of_person->second.find(key.session);
  return of_session != of_person->second.end() ? of_session->second : of_person->second.begin()->second;
}

}  // namespace

MeasurableClips measurable_clips(const std::vector<study::Clip>& clips,
                                 const std::vector<study::Exclusion>& exclusions) {
  const Exclusions excluded(exclusions);
  MeasurableClips measurable;
  for (const Clip& clip : clips) {
    if (excluded.hold(clip.key)) {
      measurable.left_out.push_back(clip);
    } else {
      measurable.clips.push_back({clip, std::nullopt});
    }
  }
  const Neutrals neutrals = neutrals_of(measurable.clips);
  for (PlannedClip& one : measurable.clips) one.neutral = neutral_of(one.clip.key, neutrals);
  return measurable;
}

}  // namespace kizashi::pipeline
