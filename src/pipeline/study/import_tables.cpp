// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/import_tables.h"

#include "kizashi/table/exclusions_csv.h"
#include "kizashi/table/participants_csv.h"
#include "kizashi/table/ratings_csv.h"

namespace kizashi::pipeline {

namespace {

/// People who do not exist and people who do are never in one study.
std::optional<RowProblem> why_wrong_world(const study::Participant& participant, const study::StudyFacts& facts) {
  const bool is_simulated_study = facts.setting == study::Setting::simulated;
  if (participant.is_simulated == is_simulated_study) return std::nullopt;
  return RowProblem{"simulated", is_simulated_study
                                     ? "a study of setting simulated takes simulated people alone, marked simulated 1"
                                     : "a simulated person belongs into a study of setting simulated alone"};
}

base::Result<store::Added> add_participant(const study::Participant& participant, Importing& importing) {
  const auto added = importing.change().add(participant);
  if (!added.ok()) return added;
  importing.study().role_of.insert_or_assign(participant.id.text(), participant.role);
  if (*added == store::Added::already_there) return added;
  const char* action = *added == store::Added::added ? "participant.add" : "participant.complete";
  if (auto status = importing.change().log({action, participant.id}); !status.ok()) return status.error();
  return added;
}

std::optional<RowProblem> problem_in(std::string column, std::optional<std::string> reason) {
  if (!reason) return std::nullopt;
  return RowProblem{std::move(column), *std::move(reason)};
}

}  // namespace

base::Status import_participants(const std::filesystem::path& table, Importing& importing) {
  auto reader = table::ParticipantsReader::open(table);
  if (!reader.ok()) return reader.error();
  RowRules<study::Participant> rules;
  rules.what = "participants";
  rules.problem_of = [&](const study::Participant& one) { return why_wrong_world(one, importing.study().facts); };
  rules.add = [&](const study::Participant& one) { return add_participant(one, importing); };
  return take_rows(*reader, rules, importing);
}

base::Status import_ratings(const std::filesystem::path& table, Importing& importing) {
  auto reader = table::RatingsReader::open(table, importing.study().protocol);
  if (!reader.ok()) return reader.error();
  RowRules<study::Rating> rules;
  rules.what = "ratings";
  rules.problem_of = [&](const study::Rating& one) {
    auto problem = problem_in("rater_id", importing.why_no_rater(one.rater));
    return problem ? problem : problem_in("ratee_id", importing.why_no_ratee(one.ratee));
  };
  rules.add = [&](const study::Rating& one) { return importing.change().add(one); };
  return take_rows(*reader, rules, importing);
}

base::Status import_exclusions(const std::filesystem::path& table, Importing& importing) {
  auto reader = table::ExclusionsReader::open(table);
  if (!reader.ok()) return reader.error();
  RowRules<study::Exclusion> rules;
  rules.what = "exclusions";
  rules.problem_of = [&](const study::Exclusion& one) -> std::optional<RowProblem> {
    if (importing.study().role_of.contains(one.participant.text())) return std::nullopt;
    return RowProblem{"participant_id", "nobody in the study is called " + one.participant.text()};
  };
  rules.add = [&](const study::Exclusion& one) { return importing.change().add(one); };
  return take_rows(*reader, rules, importing);
}

}  // namespace kizashi::pipeline
