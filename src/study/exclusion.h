// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "kizashi/study/clip.h"

namespace kizashi::study {

/// Somebody, or one recording of somebody, who is left out of every analysis; nothing is deleted. A clip that is left
/// out is a take that was not accepted.
struct Exclusion {
  ParticipantId participant;
  std::optional<ClipKey> clip;  ///< nothing: the whole person; else the key's participant is this one
  std::string reason;           ///< never empty
  bool operator==(const Exclusion&) const = default;
};

}  // namespace kizashi::study
