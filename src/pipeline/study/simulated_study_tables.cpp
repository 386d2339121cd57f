// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/simulated_study_tables.h"

#include <string>

#include "kizashi/base/atomic_file.h"
#include "kizashi/study/instrument.h"
#include "kizashi/table/csv_writer.h"

namespace kizashi::pipeline {

namespace {

base::Status finish(table::CsvWriter& writer, base::AtomicFile& file) {
  if (auto status = writer.finish(); !status.ok()) return status;
  return file.commit();
}

void put_participant(table::CsvWriter& writer, const study::Participant& person) {
  writer.put_text(person.id.text()).put_text(word_of(person.role));
  if (person.scores.empty()) {
    writer.put_blank();
  } else {
    writer.put_integer(person.scores.front().value);
  }
  for (const auto& attribute : person.attributes) writer.put_text(attribute.value);
  writer.put_flag(person.is_simulated);
}

void put_rating(table::CsvWriter& writer, const study::Rating& rating) {
  writer.put_text(rating.rater.text())
      .put_text(rating.ratee.text())
      .put_text(rating.item)
      .put_shortest(rating.rating)
      .put_integer(*rating.trial_index)
      .put_shortest(rating.response_time_ms);
}

}  // namespace

base::Status write_simulated_participants(const synth::StudySimulator& simulator, const std::filesystem::path& path) {
  auto file = base::AtomicFile::create(path);
  if (!file.ok()) return file.error();
  const std::string score = study::column_of(simulator.design().effects.score.instrument, std::nullopt);
  table::CsvWriter writer(table::sink_to(*file), {"participant_id", "role", score, "age", "gender", "simulated"});
  for (const auto& person : simulator.participants()) {
    put_participant(writer, person);
    if (auto status = writer.end_row(); !status.ok()) return status;
  }
  return finish(writer, *file);
}

base::Result<std::int64_t> write_simulated_ratings(const synth::StudySimulator& simulator,
                                                   const std::filesystem::path& path, const std::stop_token& stopping) {
  auto file = base::AtomicFile::create(path);
  if (!file.ok()) return file.error();
  table::CsvWriter writer(table::sink_to(*file),
                          {"rater_id", "ratee_id", "item", "rating", "trial_index", "response_time_ms"});
  std::int64_t count = 0;
  for (std::size_t idx = 0; idx < simulator.raters().size(); ++idx) {
    if (stopping.stop_requested()) return base::Error{base::ErrorCode::interrupted, "stopped on request"};
    for (const auto& rating : simulator.ratings_of(idx)) {
      put_rating(writer, rating);
      if (auto status = writer.end_row(); !status.ok()) return status.error();
      ++count;
    }
  }
  if (auto status = finish(writer, *file); !status.ok()) return status.error();
  return count;
}

base::Result<std::int64_t> write_simulated_values(const synth::StudySimulator& simulator,
                                                  const std::filesystem::path& path) {
  auto file = base::AtomicFile::create(path);
  if (!file.ok()) return file.error();
  table::CsvWriter writer(table::sink_to(*file), {"participant_id", "au", "measure", "value"});
  std::int64_t count = 0;
  for (std::size_t idx = 0; idx < simulator.ratees().size(); ++idx) {
    const std::string& id = simulator.ratees()[idx].person.id.text();
    for (const auto& value : simulator.values_of(idx)) {
      writer.put_text(id).put_text(value.unit).put_text(word_of(value.measure)).put_shortest(value.value);
      if (auto status = writer.end_row(); !status.ok()) return status.error();
      ++count;
    }
  }
  if (auto status = finish(writer, *file); !status.ok()) return status.error();
  return count;
}

}  // namespace kizashi::pipeline
