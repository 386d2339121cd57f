// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/verify_study.h"

#include <fmt/format.h>

#include <algorithm>

#include "kizashi/base/hash.h"
#include "kizashi/store/study_file.h"

namespace kizashi::pipeline {

namespace {

namespace fs = std::filesystem;
using base::ErrorCode;

void add_own_checks(const store::StudyFile& file, StudyVerdict& verdict) {
  const auto found = file.check();
  if (!found.ok()) {
    verdict.faults.push_back({found.error().code, "database", found.error().message});
    return;
  }
  for (const store::Finding& finding : *found) {
    verdict.faults.push_back({ErrorCode::damaged_study, finding.part, finding.description});
  }
}

void check_clip(const fs::path& folder, const study::Clip& clip, StudyVerdict& verdict) {
  // An absolute file stays as it is.
  const auto sha256 = base::sha256_of_file(folder / fs::path(clip.file));
  if (!sha256.ok()) {
    verdict.faults.push_back({sha256.error().code, "clip", sha256.error().message});
  } else if (*sha256 != clip.sha256) {
    verdict.faults.push_back(
        {ErrorCode::changed_clip, "clip", fmt::format("{}: other bytes than when it was imported", clip.file)});
  }
}

void check_clips(const store::StudyFile& file, StudyVerdict& verdict) {
  const auto clips = file.clips();
  if (!clips.ok()) {
    verdict.faults.push_back({clips.error().code, "clip", clips.error().message});
    return;
  }
  verdict.clips = static_cast<std::int64_t>(clips->size());
  for (const study::Clip& clip : *clips) check_clip(file.folder(), clip, verdict);
}

void check_head(const store::StudyFile& file, const std::optional<std::string>& written_down, StudyVerdict& verdict) {
  const auto log = file.audit_log();
  if (!log.ok()) {
    verdict.faults.push_back({log.error().code, "audit log", log.error().message});
    return;
  }
  verdict.log_entries = static_cast<std::int64_t>(log->size());
  if (!log->empty()) verdict.head_sha256 = log->back().hash;
  const bool is_known = !written_down || std::any_of(log->begin(), log->end(), [&](const study::AuditEntry& entry) {
    return entry.hash == *written_down;
  });
  if (is_known) return;
  verdict.faults.push_back({ErrorCode::damaged_study, "audit log",
                            fmt::format("none of the {} entries has the hash {}", log->size(), *written_down)});
}

}  // namespace

base::Result<StudyVerdict> verify_study(const fs::path& folder, const std::optional<std::string>& written_down_head) {
  const auto file = store::StudyFile::open(folder);
  if (!file.ok()) return file.error();
  StudyVerdict verdict;
  add_own_checks(*file, verdict);
  check_head(*file, written_down_head, verdict);
  check_clips(*file, verdict);
  return verdict;
}

document::Value to_document(const StudyVerdict& verdict, const fs::path& folder) {
  document::Value faults = document::Value::array();
  for (const StudyFault& fault : verdict.faults) {
    faults.push(document::Value::object(
        {{"error", base::error_word(fault.code)}, {"part", fault.part}, {"description", fault.description}}));
  }
  return document::Value::object({{"study", folder.string()},
                                  {"is_whole", verdict.faults.empty()},
                                  {"clips", verdict.clips},
                                  {"log_entries", verdict.log_entries},
                                  {"head_sha256", verdict.head_sha256},
                                  {"findings", std::move(faults)}});
}

}  // namespace kizashi::pipeline
