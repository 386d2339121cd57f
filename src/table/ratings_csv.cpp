// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/ratings_csv.h"

#include <fmt/format.h>

#include <limits>
#include <vector>

#include "kizashi/table/cell_text.h"
#include "kizashi/table/iso_time.h"

namespace kizashi::table {

namespace {

std::string listed_items(const study::Protocol& protocol) {
  std::vector<std::string_view> ids;
  ids.reserve(protocol.items.size());
  for (const study::RatingItem& item : protocol.items) ids.emplace_back(item.id);
  return fmt::format("{}", fmt::join(ids, ", "));
}

}  // namespace

base::Result<RatingsReader> RatingsReader::open(const std::filesystem::path& path, const study::Protocol& protocol) {
  auto table = StudyTable::open(path, ratings_columns());
  if (!table.ok()) return table.error();
  return RatingsReader(*std::move(table), protocol);
}

base::Result<RatingsReader> RatingsReader::of_text(std::string text, std::string name,
                                                   const study::Protocol& protocol) {
  auto table = StudyTable::of_text(std::move(text), std::move(name), ratings_columns());
  if (!table.ok()) return table.error();
  return RatingsReader(*std::move(table), protocol);
}

RatingsReader::RatingsReader(StudyTable table, const study::Protocol& protocol)
    : table_(std::move(table)),
      protocol_(&protocol),
      rater_(table_.column_of("rater_id")),
      ratee_(table_.column_of("ratee_id")),
      item_(table_.column_of("item")),
      rating_(table_.column_of("rating")),
      trial_index_(table_.column_of("trial_index")),
      response_time_ms_(table_.column_of("response_time_ms")),
      timestamp_(table_.column_of("timestamp")) {}

base::Result<std::optional<Located<study::Rating>>> RatingsReader::next(const RejectionSink& reject) {
  return next_row<study::Rating>(table_, reject, [this] { return read_row(); });
}

std::optional<study::Rating> RatingsReader::read_row() {
  auto rater = table_.person_at(rater_);
  if (!rater) return std::nullopt;
  auto ratee = table_.person_at(ratee_);
  if (!ratee) return std::nullopt;
  return study::Rating{
      *std::move(rater),
      *std::move(ratee),
      item(),
      rating(),
      table_.integer_in(trial_index_, 0, std::numeric_limits<std::int64_t>::max()),
      response_time_ms(),
      timestamp(),
  };
}

std::string RatingsReader::item() {
  const std::string_view id = table_.text_at(item_);
  if (study::find_item(*protocol_, id) == nullptr) {
    table_.fault(item_, fmt::format("\"{}\" is no item of the study's protocol, which has {}", shown(id),
                                    listed_items(*protocol_)));
  }
  return std::string(id);
}

double RatingsReader::rating() {
  const auto rating = table_.number_at(rating_);
  if (table_.is_faulty()) return 0.0;
  if (!rating) {
    table_.fault(rating_, "a rating is missing; write its number, or take the row out");
    return 0.0;
  }
  if (auto reason = study::why_not_on_scale(protocol_->scale, *rating)) table_.fault(rating_, *std::move(reason));
  return *rating;
}

std::optional<double> RatingsReader::response_time_ms() {
  const auto duration_ms = table_.number_at(response_time_ms_);
  if (duration_ms && *duration_ms < 0.0) {
    table_.fault(response_time_ms_, "a response takes 0 milliseconds or more; correct it, or leave it blank");
  }
  return duration_ms;
}

std::optional<std::string> RatingsReader::timestamp() {
  const std::string_view text = table_.text_at(timestamp_);
  if (text.empty()) return std::nullopt;
  if (!is_iso_time(text)) {
    table_.fault(timestamp_, fmt::format("\"{}\" is no time as ISO 8601 has it; write it like 2026-11-23T14:05:09Z, "
                                         "or leave it blank",
                                         shown(text)));
  }
  return std::string(text);
}

}  // namespace kizashi::table
