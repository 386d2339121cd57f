// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "kizashi/base/result.h"
#include "kizashi/pipeline/study/import_study.h"
#include "kizashi/store/study_file.h"
#include "kizashi/study/participant.h"
#include "kizashi/study/protocol.h"
#include "kizashi/study/study_facts.h"
#include "kizashi/table/rejection.h"

namespace kizashi::pipeline {

/// Why a row cannot be taken in.
struct RowProblem {
  std::string column;  ///< the one to blame, by its name; empty: the whole row
  std::string reason;
};

/// One import under way: the change that it fills, what it must know of the study, and what it has counted.
class Importing {
 public:
  struct Study {
    std::filesystem::path folder;
    study::StudyFacts facts;
    study::Protocol protocol;
    std::map<std::string, study::Role, std::less<>> role_of;  ///< of everybody in the study
  };
  Importing(store::Change& change, Study study, ImportListener& listener, std::stop_token stopping);

  [[nodiscard]] store::Change& change() { return change_; }
  [[nodiscard]] Study& study() { return study_; }
  [[nodiscard]] const std::stop_token& stopping() const { return stopping_; }

  void reject(const table::Rejection& rejection);
  [[nodiscard]] std::int64_t rejected() const { return rejected_; }
  [[nodiscard]] table::RejectionSink rejection_sink();
  /// Notes what became of one thing, and tells now and then how many there were.
  void count(std::string_view what, store::Added added);
  /// The same of many things at once.
  void count(std::string_view what, const ImportCount& more);
  void note(std::string sentence);
  [[nodiscard]] ImportReport& report() { return report_; }
  /// Fails with interrupted where the user asked to stop.
  [[nodiscard]] base::Status go_on() const;

  /// Nobody of that id, or one whose role does not do this.
  [[nodiscard]] std::optional<std::string> why_no_ratee(const study::ParticipantId& id) const;
  [[nodiscard]] std::optional<std::string> why_no_rater(const study::ParticipantId& id) const;

 private:
  [[nodiscard]] std::optional<std::string> why_not_in_role(const study::ParticipantId& id, study::Role role) const;
  ImportCount& count_of(std::string_view what);

  store::Change& change_;
  Study study_;
  ImportListener& listener_;
  std::stop_token stopping_;
  ImportReport report_;
  std::int64_t rejected_ = 0;
};

/// What a table of action units is counted as: people with values.
inline constexpr std::string_view action_units_word = "action units";

/// Whether adding failed because of the row, and not because of the study's file.
bool is_about_the_row(base::ErrorCode code);

/// How the rows of one table are taken in.
template <typename Row>
struct RowRules {
  std::string_view what;                                            ///< for example `ratings`
  std::function<std::optional<RowProblem>(const Row&)> problem_of;  ///< beyond what the table itself can know
  std::function<base::Result<store::Added>(const Row&)> add;
};

/// Reads a table to its end. Rows that cannot be taken in are rejections; a failure is one of the table or the study as
/// a whole.
template <typename Row, typename Reader>
base::Status take_rows(Reader& reader, const RowRules<Row>& rules, Importing& importing) {
  const table::RejectionSink reject = importing.rejection_sink();
  while (true) {
    if (auto status = importing.go_on(); !status.ok()) return status;
    const auto row = reader.next(reject);
    if (!row.ok()) return row.error();
    if (!*row) return {};
    const auto problem = rules.problem_of(row->value().row);
    if (problem) {
      reject(reader.rejection_at(row->value().line, problem->column, problem->reason));
      continue;
    }
    const auto added = rules.add(row->value().row);
    if (added.ok()) {
      importing.count(rules.what, *added);
    } else if (is_about_the_row(added.error().code)) {
      reject(reader.rejection_at(row->value().line, {}, added.error().message));
    } else {
      return added.error();
    }
  }
}

}  // namespace kizashi::pipeline
