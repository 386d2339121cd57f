// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/second_pass.h"

#include <optional>
#include <string_view>
#include <utility>

#include "kizashi/table/measures_csv.h"
#include "kizashi/table/openface_csv.h"

namespace kizashi::pipeline {

namespace {

/// The piece of evidence that tells whether a mouth moves; an engine without it has no say in that.
constexpr std::string_view lip_gap_name = "inner_lip_gap_mm";

struct FaceCollector {
  series::FaceSummarizer summary;
  series::MouthMotionCollector mouth;
  std::int64_t last_frame_number = 0;
};

class SecondPass {
 public:
  SecondPass(const SecondPassTables& tables, const SecondPassMaps& maps)
      : maps_(maps),
        lip_gap_idx_(place_of(lip_gap_name, maps.rules.columns)),
        openface_(tables.openface),
        measures_(tables.measures, {maps.rules.columns, true}) {}

  base::Status add(table::OpenFaceRow openface, table::MeasuresRow measures) {
    if (openface.frame_number != measures.frame_number || openface.face_id != measures.face_id) {
      return base::Error{base::ErrorCode::invalid_table, "the two raw tables of a clip have different rows"};
    }
    if (measures.frame_number != frame_number_) end_frame();
    frame_number_ = measures.frame_number;
    frame_s_ = measures.timestamp_s;
    const auto heard = heard_at(measures.timestamp_s);
    measures.speech_probability = heard.probability;
    if (measures.success) {
      const auto states = states_of(measures);
      summarize(measures, states, heard.state);
      table::set_action_units(openface, states);
      table::set_action_units(measures, states);
    }
    if (auto status = openface_.write(openface); !status.ok()) return status;
    return measures_.write(measures);
  }

  base::Status finish() {
    end_frame();
    if (auto status = openface_.finish(); !status.ok()) return status;
    return measures_.finish();
  }

  std::map<int, ClipFace> faces() {
    std::map<int, ClipFace> result;
    for (auto& [face_id, face] : faces_) result[face_id] = {face.summary.finish(), face.mouth.finish()};
    return result;
  }

 private:
  [[nodiscard]] observation::HeardSpeech heard_at(double timestamp_s) const {
    return maps_.speech_at ? maps_.speech_at(timestamp_s) : observation::HeardSpeech{};
  }

  observation::ActionUnitStates states_of(const table::MeasuresRow& row) {
    if (maps_.predicted != nullptr) return maps_.predicted->states(row.frame_number - 1);
    const series::ActionUnitMap& map = *maps_.rules.map;
    const series::Evidence evidence = series::compensated(map, row.evidence);
    if (maps_.rules.baseline != series::BaselineMode::running) {
      return series::evaluate(map, maps_.neutral_of_face.at(row.face_id).values, evidence);
    }
    series::Baseline& so_far = running_baselines_.try_emplace(row.face_id, map, maps_.rules.columns).first->second;
    so_far.add(evidence);
    return series::evaluate(map, so_far.resting_part(), evidence);
  }

  void summarize(const table::MeasuresRow& row, const observation::ActionUnitStates& states,
                 observation::Speech speech) {
    FaceCollector& face = faces_[row.face_id];
    face.last_frame_number = row.frame_number;
    face.summary.add(row.timestamp_s, speech, states);
    if (lip_gap_idx_) face.mouth.add(row.timestamp_s, row.evidence.at(*lip_gap_idx_), speech);
  }

  /// Whoever is known and had no row in the frame was lost in it.
  void end_frame() {
    for (auto& [face_id, face] : faces_) {
      if (face.last_frame_number != frame_number_) face.summary.add_lost(frame_s_);
    }
  }

  const SecondPassMaps& maps_;
  std::optional<std::size_t> lip_gap_idx_;
  table::OpenFaceWriter openface_;
  table::MeasuresWriter measures_;
  std::map<int, FaceCollector> faces_;
  std::int64_t frame_number_ = 0;
  double frame_s_ = 0.0;
  std::map<int, series::Baseline> running_baselines_;
};

}  // namespace

base::Result<std::map<int, ClipFace>> run_second_pass(const SecondPassTables& tables, const SecondPassMaps& maps,
                                                      const std::stop_token& stopping) {
  auto openface = table::OpenFaceReader::open(tables.raw_openface);
  if (!openface.ok()) return openface.error();
  auto measures = table::MeasuresReader::open(tables.raw_measures);
  if (!measures.ok()) return measures.error();
  SecondPass pass(tables, maps);
  while (true) {
    if (stopping.stop_requested()) return base::Error{base::ErrorCode::interrupted, "stopped on request"};
    auto openface_row = openface->next();
    if (!openface_row.ok()) return openface_row.error();
    auto measures_row = measures->next();
    if (!measures_row.ok()) return measures_row.error();
    if (!*openface_row || !*measures_row) break;
    if (auto status = pass.add(**std::move(openface_row), **std::move(measures_row)); !status.ok()) {
      return status.error();
    }
  }
  if (auto status = pass.finish(); !status.ok()) return status.error();
  return pass.faces();
}

}  // namespace kizashi::pipeline
