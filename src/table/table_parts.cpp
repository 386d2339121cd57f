// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/table_parts.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <string_view>
#include <system_error>
#include <unordered_map>

#include "kizashi/table/csv_reader.h"
#include "kizashi/table/csv_writer.h"

namespace kizashi::table {

namespace {

base::Error write_failure(const std::filesystem::path& file, int problem) {
  return {problem == ENOSPC ? base::ErrorCode::disk_full : base::ErrorCode::output_unwritable,
          fmt::format("{}: {}", file.string(), std::generic_category().message(problem))};
}

/// Opens the file for each piece anew, since a table may have more parts than a process may have files open.
base::Status append(const std::filesystem::path& file, std::string_view bytes) {
  std::FILE* stream = std::fopen(file.c_str(), "ab");
  if (stream == nullptr) return write_failure(file, errno);
  const bool is_written = std::fwrite(bytes.data(), 1, bytes.size(), stream) == bytes.size();
  const int problem = errno;
  if (std::fclose(stream) != 0) return write_failure(file, errno);
  return is_written ? base::Status{} : write_failure(file, problem);
}

std::vector<CsvWriter> writers_of(const std::vector<TablePart>& parts, const std::vector<std::string>& header) {
  std::vector<CsvWriter> writers;
  writers.reserve(parts.size());
  for (const TablePart& part : parts) {
    writers.emplace_back([file = part.file](std::string_view bytes) { return append(file, bytes); }, header);
  }
  return writers;
}

std::unordered_map<std::size_t, std::size_t> part_of_line(const std::vector<TablePart>& parts) {
  std::unordered_map<std::size_t, std::size_t> part_of;
  for (std::size_t part = 0; part < parts.size(); ++part) {
    for (const std::size_t line : parts[part].lines) part_of.emplace(line, part);
  }
  return part_of;
}

base::Status copy_row(const CsvReader& from, CsvWriter& to) {
  for (std::size_t column = 0; column < from.width(); ++column) to.put_text(from.text_at(column));
  return to.end_row();
}

}  // namespace

base::Status write_table_parts(const std::filesystem::path& table, const std::vector<TablePart>& parts) {
  auto reader = CsvReader::open(table);
  if (!reader.ok()) return reader.error();
  const auto part_of = part_of_line(parts);
  auto writers = writers_of(parts, reader->header());
  while (true) {
    const auto more = reader->next();
    if (!more.ok()) return more.error();
    if (!*more) break;
    const auto part = part_of.find(reader->line());
    if (part == part_of.end()) continue;
    if (auto status = copy_row(*reader, writers[part->second]); !status.ok()) return status;
  }
  for (CsvWriter& writer : writers) {
    if (auto status = writer.finish(); !status.ok()) return status;
  }
  return {};
}

}  // namespace kizashi::table
