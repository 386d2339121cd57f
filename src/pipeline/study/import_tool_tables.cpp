// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/import_tool_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <system_error>

#include "kizashi/base/hash.h"
#include "kizashi/pipeline/study/work_folder.h"
#include "kizashi/table/table_parts.h"

namespace kizashi::pipeline {

namespace {

using Path = std::filesystem::path;

base::Result<std::vector<Path>> tables_in(const Path& folder) {
  std::vector<Path> tables;
  std::error_code failure;
  for (auto entry = std::filesystem::directory_iterator(folder, failure);
       !failure && entry != std::filesystem::directory_iterator(); entry.increment(failure)) {
    if (entry->path().extension() == ".csv") tables.push_back(entry->path());
  }
  if (failure) {
    return base::Error{base::ErrorCode::unreadable_file,
                       fmt::format("{}: the folder cannot be read: {}", folder.string(), failure.message())};
  }
  std::sort(tables.begin(), tables.end());
  return tables;
}

bool is_folder(const Path& path) {
  std::error_code ignored;
  return std::filesystem::is_directory(path, ignored);
}

/// The folder of a run of `kizashi measure`, whose tables hold less than its sidecars.
bool is_of_this_program(const std::vector<Path>& tables) {
  return std::any_of(tables.begin(), tables.end(),
                     [](const Path& table) { return table.stem().extension() == ".measures"; });
}

}  // namespace

base::Status ToolTablesImport::take_in(const Path& path, const ToolReading& reading) {
  return is_folder(path) ? take_in_folder(path, reading) : take_in_table(path, reading);
}

base::Status ToolTablesImport::take_in_folder(const Path& folder, const ToolReading& reading) {
  const auto tables = tables_in(folder);
  if (!tables.ok()) return tables.error();
  if (tables->empty()) reject_file(folder, "no .csv in this folder");
  if (is_of_this_program(*tables)) {
    reject_file(folder, "`kizashi measure` wrote this folder; give it as --measurements");
    return {};
  }
  for (const Path& table : *tables) {
    if (auto status = importing_.go_on(); !status.ok()) return status;
    if (auto status = take_in_table(table, reading); !status.ok()) return status;
  }
  return {};
}

base::Status ToolTablesImport::take_in_table(const Path& table, const ToolReading& reading) {
  const std::int64_t rejected_before = importing_.rejected();
  const auto measurements = table::read_tool_table(table, reading.map, importing_.rejection_sink());
  if (!measurements.ok()) {
    if (measurements.error().code != base::ErrorCode::empty_file) return measurements.error();
    reject_file(table, "the file is empty");
    return {};
  }
  if (measurements->empty() && importing_.rejected() == rejected_before) reject_file(table, "no rows below the header");
  check(table, reading, *measurements);
  if (importing_.rejected() > 0) return {};  // nothing of this import will stay; the rest is read for its faults
  return measurements->size() == 1 ? add(table, reading, measurements->front())
                                   : add_parts(table, reading, *measurements);
}

void ToolTablesImport::check(const Path& table, const ToolReading& reading, const Measurements& measurements) {
  for (const table::ToolMeasurement& measurement : measurements) {
    const auto place = [&](std::string reason) {
      importing_.reject({table.string(), measurement.rows.front(), std::nullopt, std::move(reason)});
    };
    if (auto reason = importing_.why_no_ratee(measurement.key.participant)) place(*std::move(reason));
    const auto [known, is_new] = table_of_.try_emplace({tool_of(reading), measurement.key}, table);
    if (!is_new) place(fmt::format("{} has the same recording; take one of them out", known->second.string()));
    if (measurement.note) importing_.note(fmt::format("{}: {}", table.filename().string(), *measurement.note));
  }
}

base::Status ToolTablesImport::add_parts(const Path& table, const ToolReading& reading,
                                         const Measurements& measurements) {
  const auto folder = WorkFolder::make(importing_.study().folder, Work::importing);
  if (!folder.ok()) return folder.error();
  std::vector<table::TablePart> parts;
  for (const table::ToolMeasurement& measurement : measurements) {
    parts.push_back({folder->path() / (stem_of(measurement.key) + ".csv"), measurement.rows});
  }
  if (auto status = table::write_table_parts(table, parts); !status.ok()) return status;
  for (std::size_t idx = 0; idx < parts.size(); ++idx) {
    if (auto status = importing_.go_on(); !status.ok()) return status;
    if (auto status = add(parts[idx].file, reading, measurements[idx]); !status.ok()) return status;
  }
  return {};
}

base::Status ToolTablesImport::add(const Path& source, const ToolReading& reading,
                                   const table::ToolMeasurement& measurement) {
  const auto sha256 = base::sha256_of_file(source);
  if (!sha256.ok()) return sha256.error();
  const auto added = importing_.change().add({measurement.key, reading.origin, provenance_of(reading, *sha256),
                                              std::nullopt, measurement.values, tool_of(reading)},
                                             {{"source", source}});
  if (!added.ok()) return added.error();
  importing_.count(action_units_word, *added);
  return {};
}

void ToolTablesImport::reject_file(const Path& file, std::string reason) {
  importing_.reject({file.string(), std::nullopt, std::nullopt, std::move(reason)});
}

}  // namespace kizashi::pipeline
