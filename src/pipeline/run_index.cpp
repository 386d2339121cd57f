// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/run_index.h"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "kizashi/base/atomic_file.h"
#include "kizashi/document/field.h"
#include "kizashi/report/clips_index.h"
#include "kizashi/report/page.h"

namespace kizashi::pipeline {

namespace {

using document::Field;
using report::ClipEntry;

std::optional<double> number_of(const Field& field) {
  return field.present() ? std::optional(field.number()) : std::nullopt;
}

/// Of the face of id 0; a clip without a face has none.
std::vector<report::UnitLevel> levels_of(const Field& sidecar) {
  std::vector<report::UnitLevel> levels;
  for (const Field& face : sidecar["faces"].items()) {
    if (face["face_id"].integer() != 0) continue;
    for (const Field::Member& unit : face["action_units"].members()) {
      levels.push_back({unit.name, number_of(unit.field["mean_intensity"]), number_of(unit.field["present_share"])});
    }
  }
  return levels;
}

class IndexBuilder {
 public:
  explicit IndexBuilder(const RunResults& run) : run_(run) {}

  base::Status add(const ClipTask& task, const ClipOutcome& outcome) {
    ClipEntry& entry = entries_.emplace_back();
    entry.clip = clip_name(run_, task);
    if (outcome.report.ok()) return fill(entry, *outcome.report);
    entry.error = base::error_word(outcome.report.error().code);
    entry.message = outcome.report.error().message;
    return {};
  }

  document::Value finish() {
    return report::make_clips_index(std::move(entries_), fmt::format("{}.csv", summary_stem));
  }

 private:
  base::Status fill(ClipEntry& entry, const ClipReport& clip) const {
    entry.verdict = clip.verdict;
    entry.reasons = clip.reasons;
    entry.frames = clip.frames;
    entry.frames_with_face = clip.frames_with_face;
    entry.faces = clip.faces;
    entry.openface_csv = link_to(clip.openface_csv);
    entry.measures_csv = link_to(clip.measures_csv);
    entry.sidecar = link_to(clip.sidecar);
    if (clip.overlay) entry.overlay = link_to(*clip.overlay);
    if (clip.report) entry.report = link_to(*clip.report);
    const std::string name = clip.sidecar.string();
    const auto sidecar = document::read_file(name);
    if (!sidecar.ok()) return sidecar.error();
    document::Mistakes mistakes(name);
    const Field root(*sidecar, mistakes);
    entry.duration_s = number_of(root["clip"]["duration_s"]);
    entry.action_units = levels_of(root);
    return mistakes.status();
  }

  [[nodiscard]] std::string link_to(const std::filesystem::path& file) const {
    return file.lexically_relative(run_.output_folder.lexically_normal()).generic_string();
  }

  const RunResults& run_;
  std::vector<ClipEntry> entries_;
};

}  // namespace

base::Result<std::filesystem::path> write_run_index(const RunResults& run) {
  auto file = base::AtomicFile::create(run.output_folder / fmt::format("{}.html", index_stem));
  if (!file.ok()) return file.error();
  IndexBuilder index(run);
  for (std::size_t idx = 0; idx < run.tasks.size(); ++idx) {
    if (auto status = index.add(run.tasks[idx], run.outcomes.at(idx).value()); !status.ok()) return status.error();
  }
  if (auto status = file->write(report::page_with(index.finish())); !status.ok()) return status.error();
  if (auto status = file->commit(); !status.ok()) return status.error();
  return file->path();
}

}  // namespace kizashi::pipeline
