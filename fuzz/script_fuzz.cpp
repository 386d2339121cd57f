// SPDX-License-Identifier: Apache-2.0
// No text breaks the reader of movement scripts, and what it accepts can be played.
#include <cstddef>
#include <cstdint>
#include <string>

#include "kizashi/base/check.h"
#include "kizashi/synth/movement_script.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  const auto script = kizashi::synth::parse_script(text, "fuzz");
  if (!script.ok()) {
    KIZASHI_CHECK(script.error().code == kizashi::base::ErrorCode::invalid_script, "the one error a text can have");
    return 0;
  }
  KIZASHI_CHECK(script->frame_count() >= 1, "a clip has a frame");
  for (const auto& movement : script->movements) {
    for (const double time_s : {0.0, movement.start_s, 0.5 * (movement.start_s + movement.end_s()), movement.end_s()}) {
      const double amount = movement.amount_at(time_s);
      KIZASHI_CHECK(amount >= 0.0 && amount <= 1.0, "a share of the movement");
    }
  }
  return 0;
}
