// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/importing.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace kizashi::pipeline {

namespace {

constexpr std::int64_t rows_between_news = 1000;

std::int64_t sum_of(const ImportCount& count) { return count.added + count.completed + count.already_there; }

}  // namespace

Importing::Importing(store::Change& change, Study study, ImportListener& listener, std::stop_token stopping)
    : change_(change), study_(std::move(study)), listener_(listener), stopping_(std::move(stopping)) {}

void Importing::reject(const table::Rejection& rejection) {
  ++rejected_;
  listener_.rejected(rejection);
}

table::RejectionSink Importing::rejection_sink() {
  return [this](const table::Rejection& rejection) { reject(rejection); };
}

ImportCount& Importing::count_of(std::string_view what) {
  auto& counts = report_.counts;
  const auto found = std::find_if(counts.begin(), counts.end(), [&](const auto& one) { return one.first == what; });
  return found != counts.end() ? found->second : counts.emplace_back(what, ImportCount{}).second;
}

void Importing::count(std::string_view what, store::Added added) {
  ImportCount& count = count_of(what);
  ++(added == store::Added::added       ? count.added
     : added == store::Added::completed ? count.completed
                                        : count.already_there);
  const std::int64_t rows = sum_of(count);
  if (rows % rows_between_news == 0) listener_.advanced(what, rows);
}

void Importing::count(std::string_view what, const ImportCount& more) {
  ImportCount& count = count_of(what);
  count.added += more.added;
  count.completed += more.completed;
  count.already_there += more.already_there;
}

void Importing::note(std::string sentence) { report_.notes.push_back(std::move(sentence)); }

base::Status Importing::go_on() const {
  if (!stopping_.stop_requested()) return {};
  return base::Error{base::ErrorCode::interrupted, "stopped on request; nothing was imported"};
}

std::optional<std::string> Importing::why_not_in_role(const study::ParticipantId& id, study::Role role) const {
  const auto found = study_.role_of.find(id.text());
  if (found == study_.role_of.end()) {
    return fmt::format("nobody in the study is called {}; import the participants first, or with this", id.text());
  }
  if (found->second == role || found->second == study::Role::both) return std::nullopt;
  return fmt::format("{} has the role {} in the study", id.text(), word_of(found->second));
}

std::optional<std::string> Importing::why_no_ratee(const study::ParticipantId& id) const {
  return why_not_in_role(id, study::Role::ratee);
}

std::optional<std::string> Importing::why_no_rater(const study::ParticipantId& id) const {
  return why_not_in_role(id, study::Role::rater);
}

bool is_about_the_row(base::ErrorCode code) {
  return code == base::ErrorCode::conflicting_row || code == base::ErrorCode::unknown_person;
}

}  // namespace kizashi::pipeline
