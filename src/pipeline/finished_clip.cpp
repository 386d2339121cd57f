// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/finished_clip.h"

#include <algorithm>
#include <system_error>
#include <vector>

#include "kizashi/document/field.h"

namespace kizashi::pipeline {

namespace {

bool all_there(const ClipFiles& files) {
  std::vector<std::filesystem::path> wanted{files.openface_csv, files.measures_csv, files.sidecar};
  if (files.overlay) wanted.push_back(*files.overlay);
  if (files.report) wanted.push_back(*files.report);
  std::error_code ignored;
  return std::all_of(wanted.begin(), wanted.end(),
                     [&](const auto& path) { return std::filesystem::is_regular_file(path, ignored); });
}

}  // namespace

std::optional<ClipReport> finished_clip(const ClipFiles& files, const document::Value& provenance) {
  if (!all_there(files)) return std::nullopt;
  const auto sidecar = document::read_file(files.sidecar.string());
  if (!sidecar.ok()) return std::nullopt;
  const document::Value* earlier = sidecar->find("provenance");
  if (earlier == nullptr || !(*earlier == provenance)) return std::nullopt;
  return report_of(files, *sidecar);
}

std::optional<ClipReport> report_of(const ClipFiles& files, const document::Value& sidecar) {
  document::Mistakes mistakes(files.sidecar.string());
  const document::Field root(sidecar, mistakes);
  ClipReport report{files.openface_csv,
                    files.measures_csv,
                    files.sidecar,
                    files.overlay,
                    files.report,
                    root["clip"]["frames"].integer(),
                    root["quality"]["frames_with_face"].integer(),
                    static_cast<int>(root["faces"].items().size()),
                    root["quality"]["verdict"].text(),
                    {}};
  for (const document::Field& reason : root["quality"]["reasons"].items()) report.reasons.push_back(reason.text());
  if (!mistakes.status().ok()) return std::nullopt;
  return report;
}

}  // namespace kizashi::pipeline
