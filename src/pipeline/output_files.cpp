// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/output_files.h"

#include <system_error>
#include <utility>

#include "kizashi/base/check.h"
#include "kizashi/base/hash.h"

namespace kizashi::pipeline {

base::Result<OutputFiles> OutputFiles::create(const ClipFiles& names) {
  auto openface = base::AtomicFile::create(names.openface_csv);
  if (!openface.ok()) return openface.error();
  auto measures = base::AtomicFile::create(names.measures_csv);
  if (!measures.ok()) return measures.error();
  auto sidecar = base::AtomicFile::create(names.sidecar);
  if (!sidecar.ok()) return sidecar.error();
  OutputFiles files(names, *std::move(openface), *std::move(measures), *std::move(sidecar));
  if (!names.report) return files;
  auto report = base::AtomicFile::create(*names.report);
  if (!report.ok()) return report.error();
  files.report_ = *std::move(report);
  return files;
}

base::AtomicFile& OutputFiles::report() {
  KIZASHI_CHECK(report_.has_value(), "a report was asked for");
  return *report_;
}

std::vector<OutputFiles::Waiting> OutputFiles::waiting() {
  std::vector<Waiting> files;
  const auto add = [&](base::AtomicFile& file) { files.push_back({file.path(), [&file] { return file.commit(); }}); };
  add(openface_);
  add(measures_);
  if (overlay_) files.push_back({*names_.overlay, [this] { return overlay_->commit(); }});
  if (report_) add(*report_);
  add(sidecar_);
  return files;
}

bool OutputFiles::repeats_earlier_results() {
  const auto earlier = base::sha256_of_file(names_.sidecar);
  if (!earlier.ok() || !sidecar_.flush().ok()) return false;
  const auto now = base::sha256_of_file(sidecar_.partial_path());
  return now.ok() && *now == *earlier;
}

base::Status OutputFiles::commit() {
  std::error_code ignored;
  if (!repeats_earlier_results()) {
    for (const auto& picture : other_pictures(names_)) std::filesystem::remove(picture, ignored);
  }
  std::filesystem::remove(names_.sidecar, ignored);
  const std::vector<Waiting> in_order = waiting();
  for (auto file = in_order.begin(); file != in_order.end(); ++file) {
    auto status = file->commit();
    if (status.ok()) continue;
    for (auto done = in_order.begin(); done != file; ++done) std::filesystem::remove(done->path, ignored);
    return status;
  }
  return {};
}

}  // namespace kizashi::pipeline
