// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/exclusions_csv.h"

#include <fmt/format.h>

namespace kizashi::table {

base::Result<ExclusionsReader> ExclusionsReader::open(const std::filesystem::path& path) {
  auto table = StudyTable::open(path, exclusions_columns());
  if (!table.ok()) return table.error();
  return ExclusionsReader(*std::move(table));
}

base::Result<ExclusionsReader> ExclusionsReader::of_text(std::string text, std::string name) {
  auto table = StudyTable::of_text(std::move(text), std::move(name), exclusions_columns());
  if (!table.ok()) return table.error();
  return ExclusionsReader(*std::move(table));
}

ExclusionsReader::ExclusionsReader(StudyTable table)
    : table_(std::move(table)),
      participant_(table_.column_of("participant_id")),
      session_(table_.column_of("session")),
      take_(table_.column_of("take")),
      kind_(table_.column_of("kind")),
      reason_(table_.column_of("reason")) {}

base::Result<std::optional<Located<study::Exclusion>>> ExclusionsReader::next(const RejectionSink& reject) {
  return next_row<study::Exclusion>(table_, reject, [this] { return read_row(); });
}

std::optional<study::Exclusion> ExclusionsReader::read_row() {
  auto participant = table_.person_at(participant_);
  if (!participant) return std::nullopt;
  auto clip = clip_of(*participant);
  study::Exclusion exclusion{*std::move(participant), std::move(clip), reason()};
  if (!table_.is_faulty()) check_new(exclusion);
  return exclusion;
}

std::optional<study::ClipKey> ExclusionsReader::clip_of(const study::ParticipantId& participant) {
  int blank_cells = 0;
  StudyTable::Column blank;
  for (const StudyTable::Column column : {session_, take_, kind_}) {
    if (!table_.text_at(column).empty()) continue;
    ++blank_cells;
    blank = column;
  }
  if (blank_cells == 3) return std::nullopt;
  if (blank_cells > 0) {
    table_.fault(blank,
                 "session, take and kind belong together: fill in all three for one clip, or none for the "
                 "whole person");
  }
  return study::ClipKey{participant, table_.ordinal_at(session_), table_.ordinal_at(take_), table_.kind_at(kind_)};
}

std::string ExclusionsReader::reason() {
  if (table_.text_at(reason_).empty()) table_.fault(reason_, "a reason is missing; write why");
  return std::string(table_.raw_text_at(reason_.value()));
}

void ExclusionsReader::check_new(const study::Exclusion& exclusion) {
  const auto [first, is_new] = line_of_key_.emplace(std::pair(exclusion.participant, exclusion.clip), table_.line());
  if (is_new) return;
  table_.fault(participant_, fmt::format("line {} leaves out the same; take one of them out", first->second));
}

}  // namespace kizashi::table
