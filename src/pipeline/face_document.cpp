// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/face_document.h"

#include <string>
#include <utility>

#include "kizashi/pipeline/quality_document.h"
#include "kizashi/pipeline/rounded_value.h"
#include "kizashi/pipeline/speech_document.h"

namespace kizashi::pipeline {

namespace {

using document::Value;
using observation::all_action_units;

Value& set_summary(Value& object, const series::UnitSummary& summary) {
  return object.set("frames", summary.frames)
      .set("mean_intensity", rounded(summary.mean_intensity))
      .set("sd_intensity", rounded(summary.sd_intensity))
      .set("median_intensity", rounded(summary.median_intensity))
      .set("p90_intensity", rounded(summary.p90_intensity))
      .set("max_intensity", rounded(summary.max_intensity))
      .set("mean_change_per_s", rounded(summary.mean_change_per_s))
      .set("present_share", rounded(summary.present_share))
      .set("bouts", summary.bouts)
      .set("mean_bout_s", rounded(summary.mean_bout_s))
      .set("onset_speed_per_s", rounded(summary.onset_speed_per_s))
      .set("asymmetry", rounded(summary.asymmetry))
      .set("present_asymmetry", rounded(summary.present_asymmetry));
}

Value part_document(const series::UnitSummary& summary) {
  Value part = Value::object();
  set_summary(part, summary);
  return part;
}

/// What it takes to add the parts up to the whole.
Value remainder_document(const series::UnitSummary& summary) {
  return Value::object()
      .set("frames", summary.frames)
      .set("mean_intensity", rounded(summary.mean_intensity))
      .set("present_share", rounded(summary.present_share));
}

/// Errors of a clip's mean with a baseline of its own say nothing where too few frames show the face to have one.
std::optional<std::string> why_error_unknown(const FaceFacts& facts) {
  if (facts.error_unknown || !facts.neutral.is_typical) return facts.error_unknown;
  return "too few frames show the face";
}

Value error_document(const FaceFacts& facts) {
  if (const auto reason = why_error_unknown(facts)) return Value::object().set("known", false).set("reason", *reason);
  Value conditions = Value::array();
  for (const std::string& condition : facts.error.conditions) conditions.push(condition);
  return Value::object().set("known", true).set("clips", facts.error.clips).set("conditions", std::move(conditions));
}

Value standard_error_document(observation::ActionUnit unit, const FaceFacts& facts) {
  if (why_error_unknown(facts)) return {};
  const series::UnitError& error = facts.error.units.at(index_of(unit));
  return Value::object()
      .set("mean_intensity", rounded(error.mean_intensity))
      .set("present_share", rounded(error.present_share));
}

Value unit_document(observation::ActionUnit unit, const FaceFacts& facts) {
  const std::size_t u = index_of(unit);
  const series::FaceSummary& summary = facts.face.summary;
  Value document = Value::object().set("name", observation::name_of(unit));
  set_summary(document, summary.whole.units.at(u));
  document.set("standard_error", standard_error_document(unit, facts));
  if (!facts.speech_is_known) {
    return document.set("while_speaking", Value()).set("while_silent", Value()).set("while_unknown", Value());
  }
  return document.set("while_speaking", part_document(summary.speaking.units.at(u)))
      .set("while_silent", part_document(summary.silent.units.at(u)))
      .set("while_unknown", remainder_document(summary.unknown.units.at(u)));
}

Value table_of(const series::UnitPairs& pairs) {
  Value table = Value::array();
  for (const auto& pairs_of_unit : pairs) {
    Value row = Value::array();
    for (const auto& value : pairs_of_unit) row.push(rounded(value));
    table.push(std::move(row));
  }
  return table;
}

Value pairs_document(const series::CoActivation& co_activation) {
  return Value::object()
      .set("both_present_share", table_of(co_activation.both_present_share))
      .set("correlation", table_of(co_activation.correlation));
}

Value co_activation_document(const FaceFacts& facts) {
  const series::FaceSummary& summary = facts.face.summary;
  Value units = Value::array();
  for (const observation::ActionUnit unit : all_action_units) units.push(code_of(unit));
  Value document =
      Value::object().set("units", std::move(units)).set("whole", pairs_document(summary.whole.co_activation));
  if (!facts.speech_is_known) return document.set("while_speaking", Value()).set("while_silent", Value());
  return document.set("while_speaking", pairs_document(summary.speaking.co_activation))
      .set("while_silent", pairs_document(summary.silent.co_activation));
}

Value baseline_document(const UnitRules& rules, const FaceNeutral& neutral) {
  if (neutral.is_typical) {
    return Value::object()
        .set("source", "typical")
        .set("assumes", "too few frames show the face to know it at rest: neutral is what most faces show");
  }
  return Value::object().set("source", word_of(rules.baseline)).set("assumes", assumption_of(rules));
}

}  // namespace

document::Value face_document(const FaceFacts& facts) {
  const series::FaceSummary& summary = facts.face.summary;
  Value units = Value::object();
  for (const observation::ActionUnit unit : all_action_units) {
    units.set(std::string(code_of(unit)), unit_document(unit, facts));
  }
  return Value::object()
      .set("face_id", facts.face_id)
      .set("frames", summary.whole.frames)
      .set("frames_speaking", summary.speaking.frames)
      .set("frames_silent", summary.silent.frames)
      .set("frames_of_unknown_speech", summary.unknown.frames)
      .set("gaps", gaps_document(summary.gaps))
      .set("baseline", baseline_document(facts.rules, facts.neutral))
      .set("measurement_error", error_document(facts))
      .set("action_units", std::move(units))
      .set("co_activation", co_activation_document(facts))
      .set("mouth_motion", mouth_motion_document(facts.face.mouth));
}

}  // namespace kizashi::pipeline
