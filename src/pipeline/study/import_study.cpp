// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/import_study.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

#include "kizashi/document/value.h"
#include "kizashi/pipeline/study/export_names.h"
#include "kizashi/pipeline/study/import_clips.h"
#include "kizashi/pipeline/study/import_measurements.h"
#include "kizashi/pipeline/study/import_tables.h"
#include "kizashi/pipeline/study/import_tool_tables.h"
#include "kizashi/pipeline/study/import_unit_values.h"
#include "kizashi/pipeline/study/importing.h"
#include "kizashi/pipeline/study/load_protocol.h"
#include "kizashi/pipeline/study/study_document.h"
#include "kizashi/pipeline/study/study_permission.h"

namespace kizashi::pipeline {

namespace {

using Path = std::filesystem::path;

bool is_there(const Path& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored);
}

/// What an export holds of other tools.
std::vector<ActionUnitSource> action_units_in(const Path& folder) {
  std::vector<ActionUnitSource> sources;
  if (const Path tidy = folder / export_names::action_units; is_there(tidy)) sources.push_back({tidy, {}});
  if (const Path openface = folder / export_names::openface; is_there(openface)) sources.push_back({openface, {}});
  std::error_code failure;
  for (auto entry = std::filesystem::directory_iterator(folder / export_names::other_tools, failure);
       !failure && entry != std::filesystem::directory_iterator(); entry.increment(failure)) {
    const Path map = entry->path() / export_names::column_map;
    if (is_there(map)) sources.push_back({entry->path(), map.string()});
  }
  std::sort(sources.begin(), sources.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return sources;
}

/// The request with every file of a known name that its folder holds.
base::Result<ImportRequest> with_files_of_folder(ImportRequest request) {
  if (!request.from) return request;
  const Path folder = *request.from;
  std::error_code ignored;
  if (!std::filesystem::is_directory(folder, ignored)) {
    return base::Error{base::ErrorCode::missing_file, fmt::format("{}: no such folder", folder.string())};
  }
  bool found_any = false;
  const auto fill = [&](std::optional<Path>& wish, const char* name) {
    if (!wish && is_there(folder / name)) wish = folder / name;
    found_any = found_any || wish;
  };
  fill(request.participants, export_names::participants);
  fill(request.ratings, export_names::ratings);
  fill(request.clips, export_names::clips);
  fill(request.measurements, export_names::measurements);
  fill(request.exclusions, export_names::exclusions);
  if (request.action_units.empty()) request.action_units = action_units_in(folder);
  if (found_any || !request.action_units.empty()) return request;
  return base::Error{
      base::ErrorCode::missing_file,
      fmt::format("{}: none of the files that `study export` and `simulate study` write", folder.string())};
}

bool asks_for_nothing(const ImportRequest& request) {
  return !request.participants && !request.ratings && !request.clips && request.action_units.empty() &&
         !request.measurements && !request.exclusions && !request.protocol;
}

base::Status check(const ImportRequest& request) {
  if (asks_for_nothing(request)) {
    return base::Error{base::ErrorCode::invalid_option, "nothing to import; give --participants FILE or another table"};
  }
  return {};
}

/// The study that an import fills: one that is there, or one that is made of an export. The latter grows in a hidden
/// folder and comes into its place when it is whole, so that a failed import leaves none behind.
class OpenedStudy {
 public:
  static base::Result<OpenedStudy> open(const ImportRequest& request) {
    auto study = store::StudyFile::open(request.study_folder);
    if (study.ok()) return OpenedStudy(*std::move(study), request.study_folder);
    const bool can_be_made = study.error().code == base::ErrorCode::missing_study && request.from &&
                             is_there(*request.from / export_names::study);
    if (!can_be_made) return study.error();
    return make(*request.from / export_names::study, request.study_folder);
  }

  [[nodiscard]] store::StudyFile& file() { return *file_; }
  [[nodiscard]] const Path& folder() const { return folder_; }
  /// Of a study that is made of an export: what the export says of it.
  [[nodiscard]] const std::optional<StudyDocument>& origin() const { return origin_; }

  /// After the change was committed.
  base::Status finish() {
    if (!origin_) return {};
    file_.reset();
    std::error_code failure;
    std::filesystem::rename(making_folder(folder_) / store::study_file_name, folder_ / store::study_file_name, failure);
    if (failure) {
      return base::Error{base::ErrorCode::output_unwritable,
                         fmt::format("{}: the study cannot be put there: {}", folder_.string(), failure.message())};
    }
    std::filesystem::remove_all(making_folder(folder_), failure);
    return {};
  }

  /// Nothing is left of a study that was to be made.
  void give_up() {
    if (!origin_) return;
    file_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(making_folder(folder_), ignored);
    std::filesystem::remove(folder_, ignored);
  }

 private:
  OpenedStudy(store::StudyFile file, Path folder, std::optional<StudyDocument> origin = std::nullopt)
      : file_(std::move(file)), folder_(std::move(folder)), origin_(std::move(origin)) {}

  static Path making_folder(const Path& folder) { return folder / ".making"; }

  static base::Result<OpenedStudy> make(const Path& document_file, const Path& folder) {
    auto document = read_study_document(document_file);
    if (!document.ok()) return document.error();
    auto protocol = study::parse_protocol(document->protocol_versions.front().canonical, "protocol");
    if (!protocol.ok()) return protocol.error();
    std::error_code ignored;
    std::filesystem::remove_all(making_folder(folder), ignored);
    auto made = store::StudyFile::create(making_folder(folder), document->facts, *protocol);
    if (!made.ok()) return made.error();
    return OpenedStudy(*std::move(made), folder, *std::move(document));
  }

  std::optional<store::StudyFile> file_;
  Path folder_;
  std::optional<StudyDocument> origin_;
};

base::Result<Importing::Study> known_study(OpenedStudy& opened) {
  const store::StudyFile& file = opened.file();
  Importing::Study study;
  study.folder = opened.folder();
  auto facts = file.facts();
  if (!facts.ok()) return facts.error();
  study.facts = *std::move(facts);
  const auto people = file.participants();
  if (!people.ok()) return people.error();
  for (const auto& person : *people) study.role_of.emplace(person.id.text(), person.role);
  const auto versions = file.protocol_versions();
  if (!versions.ok()) return versions.error();
  auto protocol = study::parse_protocol(versions->back().canonical, "the study's protocol");
  if (!protocol.ok()) return protocol.error();
  study.protocol = std::move(protocol->protocol);
  return study;
}

/// Takes over a new protocol, before anything that is read by it.
base::Status adopt_protocol(const std::string& name_or_file, bool was_locked, Importing& importing) {
  auto document = load_protocol(name_or_file);
  if (!document.ok()) return document.error();
  const auto adopted = importing.change().adopt(*document);
  if (!adopted.ok()) return adopted.error();
  if (!*adopted) return {};
  importing.report().new_protocol_sha256 = document->sha256;
  importing.report().changed_locked_protocol = was_locked;
  importing.study().protocol = std::move(document->protocol);
  const auto details = document::Value::object().set("sha256", document->sha256).set("after_lock", was_locked);
  return importing.change().log({"protocol.adopt", std::nullopt, document::write_line(details)});
}

/// What `kizashi measure` wrote for clips of the study, those that this import adds among them.
base::Status import_results(const Path& folder, const store::StudyFile& file, Importing& importing) {
  const auto clips = file.clips();
  if (!clips.ok()) return clips.error();
  const auto imported = import_measurements(importing.change(), {folder, *clips}, importing.rejection_sink());
  if (!imported.ok()) return imported.error();
  importing.count("measurements", ImportCount{imported->added, 0, imported->already_there});
  return {};
}

base::Status import_action_units(const std::vector<ActionUnitSource>& sources, Importing& importing) {
  ToolTablesImport tool_tables(importing);
  for (const ActionUnitSource& source : sources) {
    std::error_code ignored;
    if (!source.columns && !std::filesystem::is_directory(source.path, ignored)) {
      if (auto status = import_unit_values(source.path, importing); !status.ok()) return status;
      continue;
    }
    const auto reading = load_tool_reading(source.columns.value_or(openface_columns));
    if (!reading.ok()) return reading.error();
    if (auto status = tool_tables.take_in(source.path, *reading); !status.ok()) return status;
  }
  return {};
}

/// A table of the request and who reads it; people come before what they did.
struct Part {
  const std::optional<Path>& path;
  base::Status (*import)(const Path&, Importing&);
};

base::Status import_parts(const ImportRequest& request, const store::StudyFile& file, Importing& importing) {
  const std::array parts{Part{request.participants, import_participants}, Part{request.ratings, import_ratings},
                         Part{request.clips, import_clips}};
  for (const Part& part : parts) {
    if (!part.path) continue;
    if (auto status = part.import(*part.path, importing); !status.ok()) return status;
  }
  if (auto status = import_action_units(request.action_units, importing); !status.ok()) return status;
  if (request.measurements) {
    if (auto status = import_results(*request.measurements, file, importing); !status.ok()) return status;
  }
  return request.exclusions ? import_exclusions(*request.exclusions, importing) : base::Status{};
}

struct Contents {
  bool has_scores = false;
  bool has_faces = false;
};

base::Result<Contents> contents_of(const store::StudyFile& file) {
  Contents contents;
  const auto people = file.participants();
  if (!people.ok()) return people.error();
  for (const auto& person : *people) contents.has_scores = contents.has_scores || !person.scores.empty();
  const auto clips = file.clips();
  if (!clips.ok()) return clips.error();
  const auto measurements = file.measurements();
  if (!measurements.ok()) return measurements.error();
  contents.has_faces = !clips->empty() || !measurements->empty();
  return contents;
}

/// Faces only where they may be measured, and scores beside them only where both may be joined.
base::Status check_policy(const store::StudyFile& file, const study::StudyFacts& facts, const std::string& today) {
  const auto contents = contents_of(file);
  if (!contents.ok()) return contents.error();
  if (!contents->has_faces) return {};
  const auto measuring = study_permission(facts, study::Action::measure, today);
  if (!measuring.ok()) return measuring.error();
  if (!contents->has_scores) return {};
  const auto joining = study_permission(facts, study::Action::link, today);
  return joining.ok() ? base::Status{} : joining.error();
}

document::Value details_of(const ImportReport& report) {
  document::Value details = document::Value::object();
  for (const auto& [what, count] : report.counts) {
    details.set(what, document::Value::object()
                          .set("added", count.added)
                          .set("completed", count.completed)
                          .set("already_there", count.already_there));
  }
  return details;
}

base::Error rejection_error(std::int64_t rejected) {
  return {base::ErrorCode::rejected_rows,
          fmt::format("{} rejected; nothing was imported: mend the tables and import them again",
                      rejected == 1 ? "1 row was" : fmt::format("{} rows were", rejected))};
}

base::Result<ImportReport> import_into(OpenedStudy& study, const ImportRequest& request, ImportListener& listener,
                                       const std::stop_token& stopping) {
  auto known = known_study(study);
  if (!known.ok()) return known.error();
  const auto versions = study.file().protocol_versions();
  if (!versions.ok()) return versions.error();
  auto change = study.file().begin_change();
  if (!change.ok()) return change.error();
  Importing importing(*change, *std::move(known), listener, stopping);
  if (study.origin()) {
    if (auto status = change->restore(study.origin()->protocol_versions); !status.ok()) return status.error();
  } else if (request.protocol) {
    auto status = adopt_protocol(*request.protocol, versions->back().locked_utc.has_value(), importing);
    if (!status.ok()) return status.error();
  }
  if (auto status = import_parts(request, study.file(), importing); !status.ok()) return status.error();
  if (importing.rejected() > 0) return rejection_error(importing.rejected());
  auto status = check_policy(study.file(), importing.study().facts, request.today);
  if (!status.ok()) return status.error();
  status = change->log({"import", std::nullopt, document::write_line(details_of(importing.report()))});
  if (!status.ok()) return status.error();
  if (status = change->commit(); !status.ok()) return status.error();
  return std::move(importing.report());
}

}  // namespace

base::Result<ImportReport> import_study(const ImportRequest& request, ImportListener& listener,
                                        const std::stop_token& stopping) {
  const auto whole = with_files_of_folder(request);
  if (!whole.ok()) return whole.error();
  if (auto status = check(*whole); !status.ok()) return status.error();
  auto study = OpenedStudy::open(*whole);
  if (!study.ok()) return study.error();
  auto report = import_into(*study, *whole, listener, stopping);
  if (!report.ok()) {
    study->give_up();
    return report;
  }
  if (auto status = study->finish(); !status.ok()) return status.error();
  return report;
}

}  // namespace kizashi::pipeline
