// SPDX-License-Identifier: Apache-2.0
// No text breaks the reader of action unit maps, and whatever it accepts gives intensities from 0 to 5.
#include <cstddef>
#include <cstdint>
#include <string>

#include "kizashi/base/check.h"
#include "kizashi/series/unit_evaluation.h"

namespace {

const std::vector<kizashi::observation::EvidenceColumn> columns{
    {"brow_left_mm", "mm", ""}, {"brow_right_mm", "mm", ""}, {"head_pitch_rad", "rad", ""}};

void check_frame(const kizashi::series::ActionUnitMap& map, const kizashi::series::Evidence& evidence) {
  const auto frame = kizashi::series::compensated(map, evidence);
  for (const auto& state : kizashi::series::evaluate(map, kizashi::series::typical_neutral(map), frame)) {
    if (!state) continue;
    const double intensity = state->intensity.value();
    const bool in_range = intensity >= 0.0 && intensity <= kizashi::series::full_intensity;
    KIZASHI_CHECK(in_range, "an intensity");
    KIZASHI_CHECK(state->is_present.value() == (intensity >= 1.0), "presence and intensity agree");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  const auto map = kizashi::series::parse_action_unit_map(text, "fuzz", columns);
  if (!map.ok()) {
    KIZASHI_CHECK(map.error().code == kizashi::base::ErrorCode::invalid_document, "the one error a text can have");
    return 0;
  }
  check_frame(*map, {20.0, 25.0, 0.1});
  check_frame(*map, {-40.0, std::nullopt, -1.0});
  return 0;
}
