// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/neutral_face.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "kizashi/base/hash.h"
#include "kizashi/media/video_reader.h"
#include "kizashi/pipeline/observe_frames.h"
#include "kizashi/table/measures_csv.h"

namespace kizashi::pipeline {

namespace {

using observation::EvidenceColumn;

bool is_measured_already(const std::filesystem::path& recording) {
  return recording.filename().string().ends_with(".measures.csv");
}

/// Where each of the engine's columns stands in a table that may have others besides.
base::Result<std::vector<std::size_t>> places_of(const std::vector<EvidenceColumn>& columns,
                                                 const std::vector<std::string>& names,
                                                 const std::filesystem::path& table) {
  std::vector<std::size_t> places;
  for (const EvidenceColumn& column : columns) {
    const auto found = std::find(names.begin(), names.end(), column.name);
    if (found == names.end()) {
      return base::Error{base::ErrorCode::invalid_table,
                         fmt::format("{}: no column {}; measure the neutral recording with this version",
                                     table.string(), column.name)};
    }
    places.push_back(static_cast<std::size_t>(found - names.begin()));
  }
  return places;
}

base::Status collect_table(const std::filesystem::path& recording, const NeutralRecorder& recorder,
                           series::Baseline& baseline) {
  auto reader = table::MeasuresReader::open(recording);
  if (!reader.ok()) return reader.error();
  const auto places = places_of(recorder.engine.evidence_columns(), reader->evidence_names(), recording);
  if (!places.ok()) return places.error();
  while (true) {
    auto row = reader->next();
    if (!row.ok()) return row.error();
    if (!*row) return {};
    if (!(*row)->success || (*row)->face_id != 0) continue;
    series::Evidence evidence;
    for (const std::size_t place : *places) evidence.push_back((*row)->evidence.at(place));
    baseline.add(series::compensated(recorder.map, std::move(evidence)));
  }
}

base::Status collect_video(const std::filesystem::path& recording, const NeutralRecorder& recorder,
                           const std::stop_token& stopping, series::Baseline& baseline) {
  auto source = media::open_file(recording);
  if (!source.ok()) return source.error();
  auto reader = media::VideoReader::open(*std::move(source));
  if (!reader.ok()) return reader.error();
  const auto sink = [&](const observation::FrameObservation& frame) -> base::Status {
    for (const auto& face : frame.faces) baseline.add(series::compensated(recorder.map, face.evidence));
    return {};
  };
  const ObserveOptions observing{face::FacesWanted::largest, recorder.threads, stopping};
  return observe_frames([&] { return reader->next(); }, recorder.engine, observing, sink);
}

}  // namespace

base::Result<RecordedNeutral> read_neutral(const std::filesystem::path& recording, const NeutralRecorder& recorder,
                                           const std::stop_token& stopping) {
  auto sha256 = base::sha256_of_file(recording);
  if (!sha256.ok()) return sha256.error();
  series::Baseline baseline(recorder.map, recorder.engine.evidence_columns());
  const auto status = is_measured_already(recording) ? collect_table(recording, recorder, baseline)
                                                     : collect_video(recording, recorder, stopping, baseline);
  if (!status.ok()) return status.error();
  if (baseline.frames() == 0) {
    return base::Error{base::ErrorCode::no_frames,
                       fmt::format("{}: no face in the neutral recording", recording.string())};
  }
  return RecordedNeutral{baseline.median(), baseline.frames(), *std::move(sha256)};
}

}  // namespace kizashi::pipeline
