// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/export_study.h"

#include <string>
#include <utility>
#include <vector>

#include "kizashi/base/atomic_file.h"
#include "kizashi/document/value.h"
#include "kizashi/pipeline/study/export_measurements.h"
#include "kizashi/pipeline/study/export_names.h"
#include "kizashi/pipeline/study/import_clips.h"
#include "kizashi/pipeline/study/replaced_folder.h"
#include "kizashi/pipeline/study/study_document.h"
#include "kizashi/store/study_file.h"
#include "kizashi/table/csv_writer.h"
#include "kizashi/table/study_writers.h"

namespace kizashi::pipeline {

namespace {

using Path = std::filesystem::path;

constexpr std::string_view read_me = R"(What a kizashi study holds, as plain tables in UTF-8.

study.json          title, setting, place, every version of the protocol and when it was locked, hash of the content
protocol.json       the protocol that holds now
participants.csv    who is in the study, and their scores
ratings.csv         one row for each rating
clips.csv           where each recording lies, and its checksum
action-units.csv    action units that came as one number a person
exclusions.csv      who, or which recording, is left out of analyses, and why
measurements/       of each measured clip STEM.csv, STEM.measures.csv and STEM.json, as `kizashi measure` writes them
openface/           tables of OpenFace as they were taken in
other-tools/        tables of other tools as they were taken in, each folder with the map of their columns
audit.csv           what was done to the study; people stand in it under a hash

A file that would be empty is left out. Everything but the log can be taken in again:

    kizashi study import NEWFOLDER --from THISFOLDER
)";

class StudyExport {
 public:
  StudyExport(const store::StudyFile& study, Path folder) : study_(study), folder_(std::move(folder)) {}

  base::Status write_tables() {
    for (const auto write : {&StudyExport::write_documents, &StudyExport::write_participants,
                             &StudyExport::write_ratings, &StudyExport::write_clips, &StudyExport::write_unit_values,
                             &StudyExport::write_exclusions, &StudyExport::write_log}) {
      if (auto status = (this->*write)(); !status.ok()) return status;
    }
    return write_text(export_names::read_me, read_me);
  }

  [[nodiscard]] std::int64_t files() const { return files_; }
  [[nodiscard]] const std::string& content_sha256() const { return content_sha256_; }

 private:
  template <typename Fill>
  base::Status write_file(const char* name, Fill fill) {
    auto file = base::AtomicFile::create(folder_ / name);
    if (!file.ok()) return file.error();
    if (auto status = fill(table::sink_to(*file)); !status.ok()) return status;
    ++files_;
    return file->commit();
  }

  base::Status write_text(const char* name, std::string_view text) {
    return write_file(name, [&](const table::Sink& sink) { return sink(text); });
  }

  base::Status write_documents() {
    auto facts = study_.facts();
    if (!facts.ok()) return facts.error();
    auto versions = study_.protocol_versions();
    if (!versions.ok()) return versions.error();
    auto content = study_.content_sha256();
    if (!content.ok()) return content.error();
    content_sha256_ = *std::move(content);
    const auto protocol = document::parse(versions->back().canonical, "protocol");
    if (!protocol.ok()) return protocol.error();
    if (auto status = write_text(export_names::protocol, document::write(*protocol)); !status.ok()) return status;
    const StudyDocument whole{*std::move(facts), *std::move(versions), content_sha256_};
    return write_text(export_names::study, document::write(to_document(whole)));
  }

  base::Status write_participants() {
    const auto people = study_.participants();
    if (!people.ok()) return people.error();
    if (people->empty()) return {};
    return write_file(export_names::participants,
                      [&](const table::Sink& sink) { return table::write_participants(sink, *people); });
  }

  base::Status write_ratings() {
    const auto counts = study_.rating_counts();
    if (!counts.ok()) return counts.error();
    if (counts->ratings == 0) return {};
    return write_file(export_names::ratings, [&](const table::Sink& sink) -> base::Status {
      table::RatingsWriter writer(sink);
      auto status = study_.for_each_rating([&](const study::Rating& rating) { return writer.write(rating); });
      return status.ok() ? writer.finish() : status;
    });
  }

  /// Files in the study's own folder are named in full too: the table lies elsewhere.
  base::Status write_clips() {
    const auto clips = study_.clips();
    if (!clips.ok()) return clips.error();
    if (clips->empty()) return {};
    std::vector<table::ClipRow> rows;
    for (const study::Clip& clip : *clips) {
      const Path file = std::filesystem::absolute(path_of(clip.file, study_.folder())).lexically_normal();
      rows.push_back({clip.key, file.generic_string(), clip.sha256});
    }
    return write_file(export_names::clips, [&](const table::Sink& sink) { return table::write_clips(sink, rows); });
  }

  base::Status write_unit_values() {
    const auto measurements = study_.measurements();
    if (!measurements.ok()) return measurements.error();
    std::vector<table::UnitValueRow> rows;
    for (const store::StoredMeasurement& stored : *measurements) {
      if (!stored.is_current || stored.origin != study::Origin::values) continue;
      const auto measurement = study_.measurement(stored.id);
      if (!measurement.ok()) return measurement.error();
      for (const study::UnitValue& value : measurement->values) {
        rows.push_back({stored.key.participant, stored.key.session, value});
      }
    }
    if (rows.empty()) return {};
    return write_file(export_names::action_units,
                      [&](const table::Sink& sink) { return table::write_unit_values(sink, rows); });
  }

  base::Status write_exclusions() {
    const auto exclusions = study_.exclusions();
    if (!exclusions.ok()) return exclusions.error();
    if (exclusions->empty()) return {};
    return write_file(export_names::exclusions,
                      [&](const table::Sink& sink) { return table::write_exclusions(sink, *exclusions); });
  }

  base::Status write_log() {
    const auto log = study_.audit_log();
    if (!log.ok()) return log.error();
    return write_file(export_names::audit, [&](const table::Sink& sink) -> base::Status {
      table::CsvWriter writer(sink, {"number", "at_utc", "action", "subject", "details", "previous", "hash"});
      for (const study::AuditEntry& entry : *log) {
        writer.put_integer(entry.number).put_text(entry.at_utc).put_text(entry.action);
        writer.put_text(entry.subject.value_or("")).put_text(entry.details);
        writer.put_text(entry.previous).put_text(entry.hash);
        if (auto status = writer.end_row(); !status.ok()) return status;
      }
      return writer.finish();
    });
  }

  const store::StudyFile& study_;
  Path folder_;
  std::int64_t files_ = 0;
  std::string content_sha256_;
};

}  // namespace

base::Result<ExportReport> export_study(const ExportRequest& request,
                                        const std::function<void(std::int64_t done, std::int64_t all)>& progress,
                                        const std::stop_token& stopping) {
  const auto study = store::StudyFile::open(request.study_folder);
  if (!study.ok()) return study.error();
  auto folder = ReplacedFolder::create(request.output_folder, export_names::study);
  if (!folder.ok()) return folder.error();
  StudyExport tables(*study, folder->path());
  if (auto status = tables.write_tables(); !status.ok()) return status.error();
  const auto measured = export_measurements(*study, folder->path(), {progress, stopping});
  if (!measured.ok()) return measured.error();
  if (auto status = folder->commit(); !status.ok()) return status.error();
  return ExportReport{tables.files() + *measured, tables.content_sha256()};
}

}  // namespace kizashi::pipeline
