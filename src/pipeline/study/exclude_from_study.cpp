// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/exclude_from_study.h"

#include <fmt/format.h>

#include <algorithm>

#include "kizashi/document/value.h"
#include "kizashi/store/study_file.h"

namespace kizashi::pipeline {

namespace {

using base::Error;
using base::ErrorCode;
using Kind = ExcludeOutcome::Kind;

/// What is to be left out.
struct Subject {
  study::ParticipantId participant;
  std::optional<study::ClipKey> clip;
};

Error unknown_person(const ExcludeOptions& options) {
  return {ErrorCode::unknown_person,
          fmt::format("{}: nobody in this study is called {}", options.folder.string(), options.participant)};
}

/// Whether the study has the recording, or something measured of it.
base::Result<bool> has_recording(const store::StudyFile& file, const study::ClipKey& key) {
  const auto clips = file.clips();
  if (!clips.ok()) return clips.error();
  if (std::any_of(clips->begin(), clips->end(), [&](const study::Clip& clip) { return clip.key == key; })) return true;
  const auto measurements = file.measurements();
  if (!measurements.ok()) return measurements.error();
  return std::any_of(measurements->begin(), measurements->end(),
                     [&](const store::StoredMeasurement& measurement) { return measurement.key == key; });
}

base::Result<Subject> subject_of(const store::StudyFile& file, const ExcludeOptions& options) {
  const auto id = study::ParticipantId::of(options.participant);
  if (!id) return unknown_person(options);
  const auto known = file.subject_of(*id);
  if (!known.ok()) return known.error();
  if (!*known) return unknown_person(options);
  if (!options.session && !options.take && !options.neutral) return Subject{*id, std::nullopt};
  const study::ClipKey key{*id, options.session.value_or(1), options.take.value_or(1),
                           options.neutral ? study::ClipKind::neutral : study::ClipKind::main};
  const auto exists = has_recording(file, key);
  if (!exists.ok()) return exists.error();
  if (*exists) return Subject{*id, key};
  return Error{ErrorCode::invalid_option,
               fmt::format("{}: has no {} recording of {}, session {}, take {}", options.folder.string(),
                           study::word_of(key.kind), options.participant, key.session, key.take)};
}

/// The reason stays out of the log: it may say who somebody is, and the log is never erased.
std::string details_of(const Subject& subject) {
  document::Value details = document::Value::object();
  if (subject.clip) {
    details.set("session", subject.clip->session);
    details.set("take", subject.clip->take);
    details.set("kind", study::word_of(subject.clip->kind));
  }
  return document::write_line(details);
}

base::Result<Kind> change_exclusion(store::Change& change, const Subject& subject, const ExcludeOptions& options) {
  if (options.undo) {
    const auto removed = change.remove_exclusion(subject.participant, subject.clip);
    if (!removed.ok()) return removed.error();
    return *removed ? Kind::taken_back : Kind::was_not_left_out;
  }
  const auto added = change.add(study::Exclusion{subject.participant, subject.clip, options.reason});
  if (!added.ok()) return added.error();
  return *added == store::Added::already_there ? Kind::already_left_out : Kind::left_out;
}

base::Result<Kind> apply(store::StudyFile& file, const Subject& subject, const ExcludeOptions& options) {
  auto change = file.begin_change();
  if (!change.ok()) return change.error();
  const auto kind = change_exclusion(*change, subject, options);
  if (!kind.ok() || *kind == Kind::already_left_out || *kind == Kind::was_not_left_out) return kind;
  const char* action = options.undo ? "participant.include" : "participant.exclude";
  if (auto status = change->log({action, subject.participant, details_of(subject)}); !status.ok()) {
    return status.error();
  }
  if (auto status = change->commit(); !status.ok()) return status.error();
  return kind;
}

}  // namespace

base::Result<ExcludeOutcome> exclude_from_study(const ExcludeOptions& options) {
  if (!options.undo && options.reason.empty()) {
    return Error{ErrorCode::invalid_option, "--reason: say why, for whoever reads the study later"};
  }
  auto file = store::StudyFile::open(options.folder);
  if (!file.ok()) return file.error();
  const auto subject = subject_of(*file, options);
  if (!subject.ok()) return subject.error();
  const auto kind = apply(*file, *subject, options);
  if (!kind.ok()) return kind.error();
  ExcludeOutcome outcome{*kind, std::nullopt};
  if (subject->clip) outcome.clip = study::stem_of(*subject->clip);
  return outcome;
}

}  // namespace kizashi::pipeline
