// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/study_lacks.h"

#include <functional>
#include <utility>

namespace kizashi::pipeline {

namespace {

using study::Participant;

/// Who and what is left out of every analysis.
struct LeftOutKeys {
  std::set<std::string> people;
  std::set<study::ClipKey> clips;
};

LeftOutKeys left_out_keys(const StudyContent& content) {
  LeftOutKeys keys;
  for (const study::Exclusion& exclusion : content.exclusions) {
    if (exclusion.clip) {
      keys.clips.insert(*exclusion.clip);
    } else {
      keys.people.insert(exclusion.participant.text());
    }
  }
  return keys;
}

/// Whose face is known: by a clip to be analysed, or by values.
std::set<std::string> people_with_a_face(const StudyContent& content, const LeftOutKeys& left_out) {
  std::set<std::string> people;
  const auto take = [&](const study::ClipKey& key) {
    const bool counts = key.kind == study::ClipKind::main && !left_out.clips.contains(key);
    if (counts) people.insert(key.participant.text());
  };
  for (const study::Clip& clip : content.clips) take(clip.key);
  for (const store::StoredMeasurement& measurement : content.measurements) take(measurement.key);
  return people;
}

using Test = std::function<bool(const Participant&)>;

std::vector<std::string> ids_of(const StudyContent& content, const LeftOutKeys& left_out, const Test& lacks) {
  std::vector<std::string> ids;
  for (const Participant& person : content.participants) {
    if (!left_out.people.contains(person.id.text()) && lacks(person)) ids.push_back(person.id.text());
  }
  return ids;
}

std::vector<std::string> unmeasured_clips(const StudyContent& content, const LeftOutKeys& left_out) {
  std::vector<std::string> stems;
  const std::set<study::ClipKey> measured = measured_keys(content);
  for (const study::Clip& clip : content.clips) {
    const bool is_left_out = left_out.clips.contains(clip.key) || left_out.people.contains(clip.key.participant.text());
    if (!is_left_out && !measured.contains(clip.key)) stems.push_back(study::stem_of(clip.key));
  }
  return stems;
}

bool is_ratee(const Participant& person) { return person.role != study::Role::rater; }
bool is_rater(const Participant& person) { return person.role != study::Role::ratee; }

}  // namespace

std::set<study::ClipKey> measured_keys(const StudyContent& content) {
  std::set<study::ClipKey> keys;
  for (const store::StoredMeasurement& measurement : content.measurements) keys.insert(measurement.key);
  return keys;
}

std::vector<Lack> lacks_of(const StudyContent& content) {
  const LeftOutKeys left_out = left_out_keys(content);
  const std::set<std::string> with_face = people_with_a_face(content, left_out);
  const auto has_score = [&](const Participant& person) {
    return study::grouping_score(content.protocol, person).has_value();
  };
  const std::vector<std::pair<std::pair<const char*, const char*>, Test>> tests{
      {{"ratees-without-clip", "ratees without a clip or action units"},
       [&](const Participant& person) { return is_ratee(person) && !with_face.contains(person.id.text()); }},
      {{"ratees-without-score", "ratees without the score that makes groups"},
       [&](const Participant& person) { return is_ratee(person) && !has_score(person); }},
      {{"raters-without-score", "raters without that score"},
       [&](const Participant& person) { return is_rater(person) && !has_score(person); }},
      {{"ratees-without-ratings", "ratees whom nobody rated"},
       [&](const Participant& person) {
         return is_ratee(person) && !content.who_was_rated.contains(person.id.text());
       }},
      {{"raters-without-ratings", "raters who rated nobody"},
       [&](const Participant& person) { return is_rater(person) && !content.who_rated.contains(person.id.text()); }}};
  std::vector<Lack> lacks;
  for (const auto& [names, test] : tests) lacks.push_back({names.first, names.second, ids_of(content, left_out, test)});
  lacks.push_back({"clips-without-measurement", "clips that are not measured", unmeasured_clips(content, left_out)});
  return lacks;
}

}  // namespace kizashi::pipeline
