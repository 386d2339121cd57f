// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/unit_values.h"

#include <array>
#include <cstdint>
#include <optional>

#include "kizashi/document/field.h"
#include "kizashi/observation/action_unit.h"
#include "kizashi/table/unit_values_csv.h"

namespace kizashi::pipeline {

namespace {

using document::Field;
using study::Measure;
using study::Segment;

/// Where a unit's summary holds a segment; the whole clip is the summary itself.
struct SegmentPlace {
  Segment segment;
  const char* member;
};
constexpr std::array<SegmentPlace, 3> segments{
    {{Segment::whole, nullptr}, {Segment::speaking, "while_speaking"}, {Segment::silent, "while_silent"}}};

struct MeasurePlace {
  Measure measure;
  const char* member;
};
constexpr std::array<MeasurePlace, 2> measures{
    {{Measure::presence, "present_share"}, {Measure::intensity, "mean_intensity"}}};

constexpr std::int64_t most_frames = 1'000'000'000;

void collect(const Field::Member& unit, std::vector<study::UnitValue>& values) {
  if (!observation::action_unit_of(unit.name)) unit.field.reject("named like an action unit of the program");
  for (const MeasurePlace& measure : measures) {
    for (const SegmentPlace& place : segments) {
      const Field part = place.member == nullptr ? unit.field : unit.field[place.member];
      if (!part.present() || !part[measure.member].present()) continue;
      values.push_back({unit.name, measure.measure, place.segment,
                        part[measure.member].number_in(0.0, table::highest_value(measure.measure)),
                        part["frames"].integer_in(0, most_frames)});
    }
  }
}

std::optional<Field> first_face(const Field& root) {
  for (const Field& face : root["faces"].items()) {
    if (face["face_id"].integer() == 0) return face;
  }
  return std::nullopt;
}

}  // namespace

base::Result<std::vector<study::UnitValue>> unit_values_of(const document::Value& sidecar, const std::string& name) {
  document::Mistakes mistakes(name);
  const Field root(sidecar, mistakes);
  std::vector<study::UnitValue> values;
  if (const auto face = first_face(root)) {
    for (const Field::Member& unit : (*face)["action_units"].members()) collect(unit, values);
  }
  if (auto status = mistakes.status(); !status.ok()) return status.error();
  return values;
}

}  // namespace kizashi::pipeline
