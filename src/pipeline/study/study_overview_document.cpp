// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/study_overview.h"

namespace kizashi::pipeline {

namespace {

using document::Value;

Value value_of(const std::optional<std::string>& text) { return text ? Value(*text) : Value(); }

Value value_of(const PlanOverview& plan) {
  return Value::object({{"id", plan.id},
                        {"version", plan.version},
                        {"title", plan.title},
                        {"sha256", plan.sha256},
                        {"locked_utc", value_of(plan.locked_utc)},
                        {"changed_since_lock", value_of(plan.changed_since_lock)},
                        {"versions", plan.versions}});
}

Value value_of(const PeopleOverview& people) {
  Value groups = Value::array();
  for (const GroupCount& count : people.groups) {
    groups.push(Value::object(
        {{"group", count.group}, {"label", count.label}, {"ratees", count.ratees}, {"raters", count.raters}}));
  }
  Value scores = Value::object();
  for (const auto& [column, count] : people.scores) scores.set(column, count);
  return Value::object({{"all", people.all},
                        {"simulated", people.simulated},
                        {"ratees", people.ratees},
                        {"raters", people.raters},
                        {"both", people.both},
                        {"grouping", people.grouping},
                        {"groups", std::move(groups)},
                        {"scores", std::move(scores)}});
}

Value value_of(const ClipsOverview& clips) {
  Value sessions = Value::array();
  for (const auto& [session, count] : clips.sessions) {
    sessions.push(Value::object({{"session", session}, {"clips", count}}));
  }
  Value measurements = Value::array();
  for (const MeasurementCount& count : clips.measurements) {
    measurements.push(Value::object({{"origin", count.origin},
                                     {"tool", value_of(count.tool)},
                                     {"current", count.current},
                                     {"older", count.older}}));
  }
  return Value::object({{"main", clips.main},
                        {"neutral", clips.neutral},
                        {"unmeasured", clips.unmeasured},
                        {"sessions", std::move(sessions)},
                        {"measurements", std::move(measurements)}});
}

Value value_of(const RatingsOverview& ratings) {
  return Value::object({{"ratings", ratings.ratings},
                        {"raters", ratings.raters},
                        {"ratees", ratings.ratees},
                        {"filled_share", ratings.filled_share}});
}

Value value_of(const std::vector<Lack>& lacks) {
  Value list = Value::array();
  for (const Lack& lack : lacks) {
    Value ids = Value::array();
    for (const std::string& id : lack.ids) ids.push(id);
    list.push(Value::object({{"what", lack.word}, {"count", lack.ids.size()}, {"ids", std::move(ids)}}));
  }
  return list;
}

Value value_of(const std::vector<LeftOut>& left_out) {
  Value list = Value::array();
  for (const LeftOut& one : left_out) {
    list.push(
        Value::object({{"participant_id", one.participant}, {"clip", value_of(one.clip)}, {"reason", one.reason}}));
  }
  return list;
}

}  // namespace

Value to_document(const StudyOverview& overview) {
  return Value::object({{"study", overview.folder.string()},
                        {"title", overview.title},
                        {"rules", to_document(overview.rules)},
                        {"ethics_id", value_of(overview.ethics_id)},
                        {"until", value_of(overview.until_date)},
                        {"is_over", overview.is_over},
                        {"responsible", value_of(overview.responsible)},
                        {"protocol", value_of(overview.plan)},
                        {"participants", value_of(overview.people)},
                        {"clips", value_of(overview.clips)},
                        {"ratings", value_of(overview.ratings)},
                        {"missing", value_of(overview.lacks)},
                        {"left_out", value_of(overview.left_out)}});
}

}  // namespace kizashi::pipeline
