// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/participants_csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "kizashi/table/cell_text.h"
#include "kizashi/table/questionnaire_total.h"

namespace kizashi::table {

base::Result<ParticipantsReader> ParticipantsReader::open(const std::filesystem::path& path) {
  auto table = StudyTable::open(path, participants_columns());
  if (!table.ok()) return table.error();
  return ParticipantsReader(*std::move(table));
}

base::Result<ParticipantsReader> ParticipantsReader::of_text(std::string text, std::string name) {
  auto table = StudyTable::of_text(std::move(text), std::move(name), participants_columns());
  if (!table.ok()) return table.error();
  return ParticipantsReader(*std::move(table));
}

ParticipantsReader::ParticipantsReader(StudyTable table)
    : table_(std::move(table)),
      id_(table_.column_of("participant_id")),
      role_(table_.column_of("role")),
      simulated_(table_.column_of("simulated")) {
  sort_columns();
}

void ParticipantsReader::sort_columns() {
  for (const std::size_t column : table_.other_columns()) {
    const std::string& name = table_.name_of(column);
    if (name.empty()) {
      table_.refuse(fmt::format("column {} has no name in the header; give it one, or take it out", column + 1));
      return;
    }
    if (const auto why = study::why_nearly_a_score_column(name)) {
      table_.refuse(fmt::format("column {} {}", name, *why));
      return;
    }
    if (const auto score = study::score_column_of(name)) {
      scores_.push_back({*score, column});
    } else {
      attributes_.push_back(column);
    }
  }
  std::sort(scores_.begin(), scores_.end(), [](const ScoreCell& a, const ScoreCell& b) {
    return std::tie(a.score.instrument->id, a.score.item_number) <
           std::tie(b.score.instrument->id, b.score.item_number);
  });
  std::sort(attributes_.begin(), attributes_.end(),
            [&](std::size_t a, std::size_t b) { return table_.name_of(a) < table_.name_of(b); });
}

base::Result<std::optional<Located<study::Participant>>> ParticipantsReader::next(const RejectionSink& reject) {
  return next_row<study::Participant>(table_, reject, [this] { return read_row(); });
}

std::optional<study::Participant> ParticipantsReader::read_row() {
  auto id = table_.person_at(id_);
  if (!id) return std::nullopt;
  check_new(*id);
  study::Participant participant{*std::move(id), role(), table_.integer_in(simulated_, 0, 1) == 1, {}, {}};
  read_scores(participant);
  read_attributes(participant);
  return participant;
}

void ParticipantsReader::check_new(const study::ParticipantId& id) {
  const auto [first, is_new] = line_of_id_.emplace(id.text(), table_.line());
  if (is_new) return;
  table_.fault(id_, fmt::format("{} stands on line {} already; a person has one row", id.text(), first->second));
}

study::Role ParticipantsReader::role() {
  const std::string_view word = table_.text_at(role_);
  const auto role = study::role_of(word);
  if (!role) table_.fault(role_, fmt::format("\"{}\" is no role; write ratee, rater or both", shown(word)));
  return role.value_or(study::Role::both);
}

void ParticipantsReader::read_scores(study::Participant& participant) {
  for (std::size_t begin = 0, end = 0; begin < scores_.size(); begin = end) {
    const study::Instrument& instrument = *scores_[begin].score.instrument;
    while (end < scores_.size() && scores_[end].score.instrument == &instrument) ++end;
    read_instrument(participant, {scores_.data() + begin, end - begin});
  }
}

void ParticipantsReader::read_instrument(study::Participant& participant, std::span<const ScoreCell> cells) {
  const study::Instrument& instrument = *cells.front().score.instrument;
  const std::size_t first = participant.scores.size();
  for (const ScoreCell& cell : cells) {
    if (const auto value = score_at(cell)) {
      participant.scores.push_back({instrument.id, cell.score.item_number, *value});
    }
  }
  const auto sum = total_of_items(instrument, participant.scores);
  if (!sum) return;
  const bool has_total = !participant.scores[first].item_number;
  if (!has_total)
    participant.scores.insert(participant.scores.begin() + static_cast<std::ptrdiff_t>(first),
                              {instrument.id, std::nullopt, *sum});
  if (has_total && participant.scores[first].value != *sum) {
    table_.fault(cells.front().column,
                 fmt::format("{} where the items add up to {}; correct one of them, or leave the total blank",
                             participant.scores[first].value, *sum));
  }
}

std::optional<int> ParticipantsReader::score_at(const ScoreCell& cell) {
  const std::string_view text = table_.text_at(cell.column);
  if (text.empty()) return std::nullopt;
  const study::Instrument& instrument = *cell.score.instrument;
  const bool is_total = !cell.score.item_number;
  const int low = is_total ? instrument.lowest_total : instrument.item_range.low;
  const int high = is_total ? instrument.highest_total : instrument.item_range.high;
  const auto value = whole_number(text);
  if (value && low <= *value && *value <= high) return static_cast<int>(*value);
  table_.fault(
      cell.column,
      fmt::format("\"{}\" is not a whole number from {} to {}, the range of {} of {}; correct it, or leave it blank",
                  shown(text), low, high, is_total ? "a total" : "an item", instrument.name));
  return std::nullopt;
}

void ParticipantsReader::read_attributes(study::Participant& participant) const {
  for (const std::size_t column : attributes_) {
    if (table_.text_at(column).empty()) continue;
    participant.attributes.push_back({table_.name_of(column), std::string(table_.raw_text_at(column))});
  }
}

}  // namespace kizashi::table
