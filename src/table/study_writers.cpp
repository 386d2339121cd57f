// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/study_writers.h"

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "kizashi/study/instrument.h"
#include "kizashi/table/study_columns.h"

namespace kizashi::table {

namespace {

std::vector<std::string> names_of(std::span<const StudyColumn> columns) {
  std::vector<std::string> names;
  for (const StudyColumn& column : columns) names.emplace_back(column.name);
  return names;
}

/// A score's place among the columns: by instrument, the total first, items by number.
using ScorePlace = std::pair<std::string, std::optional<int>>;

ScorePlace place_of(const study::Score& score) { return {score.instrument, score.item_number}; }

/// The columns that the people of one table need behind those that all tables have.
struct FurtherColumns {
  std::set<ScorePlace> scores;
  std::set<std::string> attributes;
};

FurtherColumns further_columns(const std::vector<study::Participant>& people) {
  FurtherColumns columns;
  for (const study::Participant& person : people) {
    for (const study::Score& score : person.scores) columns.scores.insert(place_of(score));
    for (const study::Attribute& attribute : person.attributes) columns.attributes.insert(attribute.name);
  }
  return columns;
}

void put_scores(CsvWriter& writer, const study::Participant& person, const std::set<ScorePlace>& columns) {
  std::map<ScorePlace, int> value_of;
  for (const study::Score& score : person.scores) value_of.emplace(place_of(score), score.value);
  for (const ScorePlace& column : columns) {
    const auto found = value_of.find(column);
    if (found == value_of.end()) {
      writer.put_blank();
    } else {
      writer.put_integer(found->second);
    }
  }
}

void put_attributes(CsvWriter& writer, const study::Participant& person, const std::set<std::string>& columns) {
  std::map<std::string_view, std::string_view> value_of;
  for (const study::Attribute& attribute : person.attributes) value_of.emplace(attribute.name, attribute.value);
  for (const std::string& column : columns) {
    const auto found = value_of.find(column);
    writer.put_text(found == value_of.end() ? std::string_view() : found->second);
  }
}

void put_clip_key(CsvWriter& writer, const std::optional<study::ClipKey>& key) {
  if (!key) {
    writer.put_blanks(3);
    return;
  }
  writer.put_integer(key->session).put_integer(key->take).put_text(word_of(key->kind));
}

}  // namespace

base::Status write_participants(const Sink& sink, const std::vector<study::Participant>& people) {
  const FurtherColumns further = further_columns(people);
  std::vector<std::string> header = names_of(participants_columns());
  for (const auto& [instrument, item_number] : further.scores) {
    header.push_back(study::column_of(instrument, item_number));
  }
  header.insert(header.end(), further.attributes.begin(), further.attributes.end());
  CsvWriter writer(sink, header);
  for (const study::Participant& person : people) {
    writer.put_text(person.id.text()).put_text(word_of(person.role)).put_flag(person.is_simulated);
    put_scores(writer, person, further.scores);
    put_attributes(writer, person, further.attributes);
    if (auto status = writer.end_row(); !status.ok()) return status;
  }
  return writer.finish();
}

base::Status write_clips(const Sink& sink, const std::vector<ClipRow>& clips) {
  CsvWriter writer(sink, names_of(clips_columns()));
  for (const ClipRow& clip : clips) {
    writer.put_text(clip.key.participant.text()).put_text(clip.file).put_text(word_of(clip.key.kind));
    writer.put_integer(clip.key.session).put_integer(clip.key.take).put_text(clip.sha256.value_or(""));
    if (auto status = writer.end_row(); !status.ok()) return status;
  }
  return writer.finish();
}

base::Status write_unit_values(const Sink& sink, const std::vector<UnitValueRow>& values) {
  CsvWriter writer(sink, names_of(unit_values_columns()));
  for (const UnitValueRow& row : values) {
    writer.put_text(row.participant.text()).put_text(row.value.unit).put_text(word_of(row.value.measure));
    writer.put_shortest(row.value.value).put_integer(row.session);
    if (auto status = writer.end_row(); !status.ok()) return status;
  }
  return writer.finish();
}

base::Status write_exclusions(const Sink& sink, const std::vector<study::Exclusion>& exclusions) {
  CsvWriter writer(sink, names_of(exclusions_columns()));
  for (const study::Exclusion& exclusion : exclusions) {
    writer.put_text(exclusion.participant.text());
    put_clip_key(writer, exclusion.clip);
    writer.put_text(exclusion.reason);
    if (auto status = writer.end_row(); !status.ok()) return status;
  }
  return writer.finish();
}

RatingsWriter::RatingsWriter(Sink sink) : writer_(std::move(sink), names_of(ratings_columns())) {}

base::Status RatingsWriter::write(const study::Rating& rating) {
  writer_.put_text(rating.rater.text()).put_text(rating.ratee.text()).put_text(rating.item);
  writer_.put_shortest(rating.rating);
  if (rating.trial_index) {
    writer_.put_integer(*rating.trial_index);
  } else {
    writer_.put_blank();
  }
  writer_.put_shortest(rating.response_time_ms).put_text(rating.timestamp.value_or(""));
  return writer_.end_row();
}

}  // namespace kizashi::table
