// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/export_measurements.h"

#include <fmt/format.h>

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "kizashi/base/atomic_file.h"
#include "kizashi/pipeline/output_folder.h"
#include "kizashi/pipeline/study/export_names.h"
#include "kizashi/pipeline/study/study_object.h"
#include "kizashi/pipeline/study/tool_provenance.h"
#include "kizashi/study/clip.h"

namespace kizashi::pipeline {

namespace {

using Path = std::filesystem::path;
using study::Origin;

/// Fills one file piece by piece.
base::Status write_file(const Path& path, const std::function<base::Status(base::AtomicFile&)>& fill) {
  if (auto status = make_output_folder(path.parent_path()); !status.ok()) return status;
  auto file = base::AtomicFile::create(path);
  if (!file.ok()) return file.error();
  if (auto status = fill(*file); !status.ok()) return status;
  return file->commit();
}

class MeasurementExport {
 public:
  MeasurementExport(const store::StudyFile& study, Path folder) : study_(study), folder_(std::move(folder)) {}

  /// Reads what every sidecar says of the study.
  base::Status prepare() {
    auto facts = study_.facts();
    if (!facts.ok()) return facts.error();
    facts_ = *std::move(facts);
    const auto versions = study_.protocol_versions();
    if (!versions.ok()) return versions.error();
    auto protocol = protocol_object(versions->back());
    if (!protocol.ok()) return protocol.error();
    protocol_ = *std::move(protocol);
    return {};
  }

  base::Status write(const store::StoredMeasurement& measurement) {
    switch (measurement.origin) {
      case Origin::measured:
        return write_measured(measurement);
      case Origin::openface_csv:
        return write_table(measurement, "source",
                           folder_ / export_names::openface / (stem_of(measurement.key) + ".csv"));
      case Origin::other_tool:
        return write_of_other_tool(measurement);
      case Origin::values:
        break;  // numbers alone: they stand in action-units.csv
    }
    return {};
  }

  [[nodiscard]] std::int64_t files() const { return files_; }

 private:
  base::Status write_table(const store::StoredMeasurement& measurement, std::string_view table, const Path& path) {
    ++files_;
    return write_file(path, [&](base::AtomicFile& file) {
      return study_.read_table(measurement.id, table, [&](std::string_view bytes) { return file.write(bytes); });
    });
  }

  base::Status write_measured(const store::StoredMeasurement& stored) {
    const Path folder = folder_ / export_names::measurements;
    const std::string stem = stem_of(stored.key);
    if (auto status = write_table(stored, "openface", folder / (stem + ".csv")); !status.ok()) return status;
    if (auto status = write_table(stored, "measures", folder / (stem + ".measures.csv")); !status.ok()) return status;
    const auto measurement = study_.measurement(stored.id);
    if (!measurement.ok()) return measurement.error();
    const auto sidecar = with_study_object(*measurement->sidecar, study_object(facts_, stored.key, protocol_));
    if (!sidecar.ok()) return sidecar.error();
    ++files_;
    return write_file(folder / (stem + ".json"), [&](base::AtomicFile& file) { return file.write(*sidecar); });
  }

  /// Beside the tables of each column map lies the map, without which nobody could read them.
  base::Status write_of_other_tool(const store::StoredMeasurement& stored) {
    const auto tool = tool_provenance_of(stored.provenance);
    if (!tool.ok()) return tool.error();
    const Path folder = folder_ / export_names::other_tools / folder_of_map(*tool);
    ++files_;
    auto status = write_file(folder / export_names::column_map,
                             [&](base::AtomicFile& file) { return file.write(tool->map_text); });
    if (!status.ok()) return status;
    return write_table(stored, "source", folder / (stem_of(stored.key) + ".csv"));
  }

  /// The map's name, with a number behind it where another map has that name.
  std::string folder_of_map(const ToolProvenance& tool) {
    const auto [place, is_new] = folder_of_map_.try_emplace({tool.map_name, tool.map_text}, tool.map_name);
    std::string& name = place->second;
    for (int number = 2; is_new && !map_folders_.insert(name).second; ++number) {
      name = fmt::format("{}-{}", tool.map_name, number);
    }
    return name;
  }

  const store::StudyFile& study_;
  Path folder_;
  std::map<std::pair<std::string, std::string>, std::string> folder_of_map_;  ///< by name and text of the map
  std::set<std::string> map_folders_;
  study::StudyFacts facts_;
  document::Value protocol_;
  std::int64_t files_ = 0;
};

}  // namespace

base::Result<std::int64_t> export_measurements(const store::StudyFile& study, const Path& folder,
                                               const ExportHooks& hooks) {
  const auto stored = study.measurements();
  if (!stored.ok()) return stored.error();
  MeasurementExport writing(study, folder);
  if (auto status = writing.prepare(); !status.ok()) return status.error();
  std::int64_t done = 0;
  for (const store::StoredMeasurement& measurement : *stored) {
    if (hooks.stopping.stop_requested()) return base::Error{base::ErrorCode::interrupted, "stopped on request"};
    if (!measurement.is_current) continue;
    if (auto status = writing.write(measurement); !status.ok()) return status.error();
    if (hooks.progress) hooks.progress(++done, static_cast<std::int64_t>(stored->size()));
  }
  return writing.files();
}

}  // namespace kizashi::pipeline
