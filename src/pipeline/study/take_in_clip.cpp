// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/take_in_clip.h"

#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "kizashi/base/hash.h"
#include "kizashi/document/field.h"
#include "kizashi/document/value.h"
#include "kizashi/pipeline/study/clip_checksum.h"
#include "kizashi/pipeline/study/unit_values.h"

namespace kizashi::pipeline {

namespace {

using document::Value;

/// Each try waits ten seconds; an import of a million rows is done in far less.
constexpr int tries = 30;

base::Result<store::Change> begin_change(store::StudyFile& study, const std::stop_token& stopping) {
  for (int left = tries - 1;; --left) {
    auto change = study.begin_change();
    const bool is_busy = !change.ok() && change.error().code == base::ErrorCode::busy_study;
    if (!is_busy || left == 0) return change;
    if (stopping.stop_requested()) return base::Error{base::ErrorCode::interrupted, "stopped while waiting"};
  }
}

base::Result<study::Measurement> measurement_of(const study::Clip& clip, const ClipReport& report) {
  const std::string name = report.sidecar.string();
  std::ifstream file(report.sidecar, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto sidecar = document::parse(text, name);
  if (!sidecar.ok()) return sidecar.error();
  document::Mistakes mistakes(name);
  const document::Field root(*sidecar, mistakes);
  const std::string sha256 = root["provenance"]["input_sha256"].text();
  if (auto status = mistakes.status(); !status.ok()) return status.error();
  if (sha256 != clip.sha256) return changed_clip(clip.file);
  auto values = unit_values_of(*sidecar, name);
  if (!values.ok()) return values.error();
  return study::Measurement{clip.key, study::Origin::measured, document::write_line(*sidecar->find("provenance")),
                            std::move(text), *std::move(values)};
}

store::LogLine line_of(const study::Measurement& measurement, const ClipReport& report) {
  const study::ClipKey& key = measurement.key;
  const Value details = Value::object()
                            .set("session", key.session)
                            .set("take", key.take)
                            .set("kind", study::word_of(key.kind))
                            .set("frames", report.frames)
                            .set("frames_with_face", report.frames_with_face)
                            .set("verdict", report.verdict)
                            .set("provenance_sha256", base::sha256_of(measurement.provenance));
  return {"clip.measure", key.participant, document::write_line(details)};
}

}  // namespace

base::Status take_in_clip(store::StudyFile& study, const study::Clip& clip, const ClipReport& report,
                          const std::stop_token& stopping) {
  const auto measurement = measurement_of(clip, report);
  if (!measurement.ok()) return measurement.error();
  auto change = begin_change(study, stopping);
  if (!change.ok()) return change.error();
  const auto added = change->add(*measurement, {{"openface", report.openface_csv}, {"measures", report.measures_csv}});
  if (!added.ok()) return added.error();
  if (auto status = change->log(line_of(*measurement, report)); !status.ok()) return status;
  return change->commit();
}

}  // namespace kizashi::pipeline
