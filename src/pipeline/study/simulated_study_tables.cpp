// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/simulated_study_tables.h"

#include <utility>

#include "kizashi/base/atomic_file.h"
#include "kizashi/table/study_writers.h"

namespace kizashi::pipeline {

base::Status write_simulated_participants(const synth::StudySimulator& simulator, const std::filesystem::path& path) {
  auto file = base::AtomicFile::create(path);
  if (!file.ok()) return file.error();
  const auto written = table::write_participants(table::sink_to(*file), simulator.participants());
  return written.ok() ? file->commit() : written;
}

base::Result<std::int64_t> write_simulated_ratings(const synth::StudySimulator& simulator,
                                                   const std::filesystem::path& path, const std::stop_token& stopping) {
  auto file = base::AtomicFile::create(path);
  if (!file.ok()) return file.error();
  table::RatingsWriter writer(table::sink_to(*file));
  std::int64_t count = 0;
  for (std::size_t idx = 0; idx < simulator.raters().size(); ++idx) {
    if (stopping.stop_requested()) return base::Error{base::ErrorCode::interrupted, "stopped on request"};
    for (const auto& rating : simulator.ratings_of(idx)) {
      if (auto status = writer.write(rating); !status.ok()) return status.error();
      ++count;
    }
  }
  if (auto status = writer.finish(); !status.ok()) return status.error();
  if (auto status = file->commit(); !status.ok()) return status.error();
  return count;
}

base::Result<std::int64_t> write_simulated_values(const synth::StudySimulator& simulator,
                                                  const std::filesystem::path& path) {
  auto file = base::AtomicFile::create(path);
  if (!file.ok()) return file.error();
  std::vector<table::UnitValueRow> rows;
  for (std::size_t idx = 0; idx < simulator.ratees().size(); ++idx) {
    for (auto& value : simulator.values_of(idx)) {
      rows.push_back({simulator.ratees()[idx].person.id, 1, std::move(value)});
    }
  }
  if (auto status = table::write_unit_values(table::sink_to(*file), rows); !status.ok()) return status.error();
  if (auto status = file->commit(); !status.ok()) return status.error();
  return static_cast<std::int64_t>(rows.size());
}

base::Status write_simulated_clips(const std::vector<table::ClipRow>& clips, const std::filesystem::path& path) {
  auto file = base::AtomicFile::create(path);
  if (!file.ok()) return file.error();
  const auto written = table::write_clips(table::sink_to(*file), clips);
  return written.ok() ? file->commit() : written;
}

}  // namespace kizashi::pipeline
