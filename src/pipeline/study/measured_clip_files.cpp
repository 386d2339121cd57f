// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/measured_clip_files.h"

#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <utility>

#include "kizashi/document/field.h"
#include "kizashi/document/value.h"
#include "kizashi/pipeline/study/study_object.h"
#include "kizashi/pipeline/study/unit_values.h"
#include "kizashi/table/measures_csv.h"
#include "kizashi/table/openface_csv.h"

namespace kizashi::pipeline {

namespace {

using document::Field;

/// How far a table goes.
struct TableLength {
  std::int64_t rows = 0;
  std::int64_t last_frame = 0;
  bool operator==(const TableLength&) const = default;
};

template <typename Reader>
base::Result<TableLength> length_of(base::Result<Reader> reader) {
  if (!reader.ok()) return reader.error();
  TableLength length;
  while (true) {
    const auto row = reader->next();
    if (!row.ok()) return row.error();
    if (!*row) return length;
    length = {length.rows + 1, (*row)->frame_number};
  }
}

table::Rejection rejection_of(const std::filesystem::path& file, const base::Error& error) {
  std::string reason = error.message;
  const std::string prefix = file.string() + ": ";
  if (reason.starts_with(prefix)) reason.erase(0, prefix.size());
  const auto line = error.position ? std::optional(error.position->line) : std::nullopt;
  return {file.string(), line, std::nullopt, std::move(reason)};
}

table::Rejection rejection_of(const std::filesystem::path& file, std::string reason) {
  return {file.string(), std::nullopt, std::nullopt, std::move(reason)};
}

/// What the sidecar tells, its tables not looked at.
struct ReadSidecar {
  MeasuredClipFiles files;
  std::int64_t frames = 0;
};

base::Result<ReadSidecar> read_sidecar(const std::filesystem::path& path) {
  const std::string name = path.string();
  const auto sidecar = document::read_file(name);
  if (!sidecar.ok()) return sidecar.error();
  document::Mistakes mistakes(name);
  const Field root(*sidecar, mistakes);
  if (root["kind"].text() != "kizashi clip") root["kind"].reject("\"kizashi clip\", as of a measured clip");
  ReadSidecar read;
  read.files.input_sha256 = root["provenance"]["input_sha256"].text();
  read.frames = root["clip"]["frames"].integer();
  if (auto status = mistakes.status(); !status.ok()) return status.error();
  auto values = unit_values_of(*sidecar, name);
  if (!values.ok()) return values.error();
  read.files.values = *std::move(values);
  read.files.sidecar = document::write(without_study_object(*sidecar));
  read.files.provenance = document::write_line(*sidecar->find("provenance"));
  return read;
}

/// The tables belong to each other and to the sidecar where all go on for the clip's frames.
std::optional<table::Rejection> fault_of(const std::filesystem::path& openface, const std::filesystem::path& measures,
                                         std::int64_t frames) {
  const auto of_openface = length_of(table::OpenFaceReader::open(openface));
  if (!of_openface.ok()) return rejection_of(openface, of_openface.error());
  const auto of_measures = length_of(table::MeasuresReader::open(measures));
  if (!of_measures.ok()) return rejection_of(measures, of_measures.error());
  if (of_openface->last_frame != frames) {
    return rejection_of(
        openface, fmt::format("ends with frame {}, and its sidecar states {} frames", of_openface->last_frame, frames));
  }
  if (*of_openface == *of_measures) return std::nullopt;
  return rejection_of(measures,
                      fmt::format("has {} rows, and the table beside it has {}", of_measures->rows, of_openface->rows));
}

}  // namespace

std::variant<MeasuredClipFiles, table::Rejection> read_measured_clip(const std::filesystem::path& sidecar) {
  auto read = read_sidecar(sidecar);
  if (!read.ok()) return rejection_of(sidecar, read.error());
  const auto beside = [&](const char* ending) { return sidecar.parent_path() / (sidecar.stem().string() + ending); };
  const std::filesystem::path openface = beside(".csv");
  const std::filesystem::path measures = beside(".measures.csv");
  if (auto fault = fault_of(openface, measures, read->frames)) return *std::move(fault);
  read->files.tables = {{"openface", openface}, {"measures", measures}};
  return std::move(read->files);
}

}  // namespace kizashi::pipeline
