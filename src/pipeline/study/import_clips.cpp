// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/import_clips.h"

#include <fmt/format.h>

#include <system_error>
#include <utility>

#include "kizashi/base/hash.h"
#include "kizashi/document/value.h"
#include "kizashi/media/simulated_mark.h"
#include "kizashi/pipeline/inputs.h"
#include "kizashi/table/clips_csv.h"

namespace kizashi::pipeline {

namespace {

constexpr std::string_view what = "clips";

std::optional<std::string> why_wrong_world(bool is_simulated_clip, const study::StudyFacts& facts) {
  const bool is_simulated_study = facts.setting == study::Setting::simulated;
  if (is_simulated_clip == is_simulated_study) return std::nullopt;
  return is_simulated_study
             ? "a study of setting simulated takes clips of `kizashi simulate` alone, and refuses real ones"
             : "a simulated clip belongs into a study of setting simulated alone";
}

/// Why a file cannot be a clip of this study, or nothing.
std::optional<std::string> why_no_clip(const std::filesystem::path& file, const study::StudyFacts& facts) {
  const auto is_simulated = media::is_simulated_clip(file);
  return is_simulated.ok() ? why_wrong_world(*is_simulated, facts) : is_simulated.error().message;
}

/// A clip as a table or a folder names it.
struct NamedClip {
  study::ClipKey key;
  std::filesystem::path file;
  std::optional<std::string> sha256;  ///< that it must have
};

/// What is wrong with a file: a reason for a person. The clip otherwise.
struct CheckedClip {
  std::optional<study::Clip> clip;
  std::string problem;
};

CheckedClip check_clip(const NamedClip& named, const Importing::Study& study) {
  if (auto reason = why_no_clip(named.file, study.facts)) return CheckedClip{std::nullopt, *std::move(reason)};
  auto sha256 = base::sha256_of_file(named.file);
  if (!sha256.ok()) return CheckedClip{std::nullopt, sha256.error().message};
  if (named.sha256 && *named.sha256 != *sha256) {
    return CheckedClip{std::nullopt,
                       fmt::format("{} has the checksum {}, and not that of the table; it is another file",
                                   named.file.string(), *sha256)};
  }
  return CheckedClip{study::Clip{named.key, stored_name_of(named.file, study.folder), *std::move(sha256)}, {}};
}

base::Result<store::Added> add_clip(const study::Clip& clip, Importing& importing) {
  auto added = importing.change().add(clip);
  if (!added.ok() || *added == store::Added::already_there) return added;
  const auto details = document::Value::object().set("kind", word_of(clip.key.kind)).set("sha256", clip.sha256);
  const auto logged = importing.change().log({"clip.add", clip.key.participant, document::write_line(details)});
  if (!logged.ok()) return logged.error();
  return added;
}

/// Adds a clip; what speaks against it goes to `reject`.
base::Status take_clip(const NamedClip& named, Importing& importing,
                       const std::function<void(const RowProblem&)>& reject) {
  if (auto reason = importing.why_no_ratee(named.key.participant)) {
    reject({"participant_id", *std::move(reason)});
    return {};
  }
  const CheckedClip checked = check_clip(named, importing.study());
  if (!checked.clip) {
    reject({"file", checked.problem});
    return {};
  }
  const auto added = add_clip(*checked.clip, importing);
  if (added.ok()) {
    importing.count(what, *added);
    return {};
  }
  if (!is_about_the_row(added.error().code)) return added.error();
  reject({{}, added.error().message});
  return {};
}

base::Status import_clip_table(const std::filesystem::path& table, Importing& importing) {
  auto reader = table::ClipsReader::open(table);
  if (!reader.ok()) return reader.error();
  const auto sink = importing.rejection_sink();
  while (true) {
    if (auto status = importing.go_on(); !status.ok()) return status;
    const auto row = reader->next(sink);
    if (!row.ok()) return row.error();
    if (!*row) return {};
    const auto& named = row->value().row;
    const auto reject = [&](const RowProblem& problem) {
      importing.reject(reader->rejection_at(row->value().line, problem.column, problem.reason));
    };
    const NamedClip clip{named.key, table::path_of(named, table.parent_path()), named.sha256};
    if (auto status = take_clip(clip, importing, reject); !status.ok()) return status;
  }
}

base::Status import_clip_folder(const std::filesystem::path& folder, Importing& importing) {
  const auto tasks = clip_tasks({folder}, {});
  if (!tasks.ok()) return tasks.error();
  for (const ClipTask& task : *tasks) {
    if (auto status = importing.go_on(); !status.ok()) return status;
    if (task.problem) return *task.problem;
    const auto reject = [&](const RowProblem& problem) {
      importing.reject({task.input.string(), std::nullopt, std::nullopt, problem.reason});
    };
    auto key = study::clip_key_of(task.input.stem().string());
    if (!key) {
      reject({{}, "the name is not PARTICIPANT[_ses-N][_take-N][_neutral]; rename it, or give a clips.csv"});
    } else if (auto status = take_clip({*std::move(key), task.input, std::nullopt}, importing, reject); !status.ok()) {
      return status;
    }
  }
  if (tasks->empty())
    importing.reject({folder.string(), std::nullopt, std::nullopt, "no video or image in this folder"});
  return {};
}

}  // namespace

std::string stored_name_of(const std::filesystem::path& file, const std::filesystem::path& study_folder) {
  const auto absolute = std::filesystem::weakly_canonical(file);
  const auto relative = absolute.lexically_relative(std::filesystem::weakly_canonical(study_folder));
  const bool is_below = !relative.empty() && *relative.begin() != "..";
  return (is_below ? relative : absolute).generic_string();
}

std::filesystem::path path_of(const std::string& stored_name, const std::filesystem::path& study_folder) {
  return study_folder / stored_name;
}

base::Status import_clips(const std::filesystem::path& folder_or_table, Importing& importing) {
  std::error_code ignored;
  return std::filesystem::is_directory(folder_or_table, ignored) ? import_clip_folder(folder_or_table, importing)
                                                                 : import_clip_table(folder_or_table, importing);
}

}  // namespace kizashi::pipeline
