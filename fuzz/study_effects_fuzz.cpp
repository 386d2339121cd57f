// SPDX-License-Identifier: Apache-2.0
// No text breaks the reader of a study's effects, and what it accepts can be simulated, on its scale and within its
// ranges.
#include <cstddef>
#include <cstdint>
#include <string>

#include "kizashi/base/check.h"
#include "kizashi/synth/study_effects.h"
#include "kizashi/synth/study_simulator.h"
#include "kizashi/synth/study_truth.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  auto effects = kizashi::synth::parse_study_effects(text, "fuzz");
  if (!effects.ok()) {
    KIZASHI_CHECK(effects.error().code == kizashi::base::ErrorCode::invalid_document, "the one error a text can have");
    return 0;
  }
  const kizashi::synth::StudySimulator simulator({*std::move(effects), 1, 3, 2});
  const auto& scale = simulator.design().effects.ratings.scale;
  for (const std::size_t rater : {std::size_t{0}, std::size_t{1}}) {
    for (const auto& rating : simulator.ratings_of(rater)) {
      KIZASHI_CHECK(rating.rating >= scale.lowest && rating.rating <= scale.highest, "a rating on the scale");
    }
  }
  for (const auto& value : simulator.values_of(0)) {
    KIZASHI_CHECK(value.value >= 0.0 && value.value <= 5.0, "a value within its range");
  }
  const std::string truth = kizashi::document::write_line(kizashi::synth::truth_of(simulator, 10.0));
  KIZASHI_CHECK(!truth.empty(), "a truth that can be written");
  return 0;
}
