// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "kizashi/study/participant_id.h"

namespace kizashi::study {

enum class ClipKind {
  main,     ///< the recording to be analysed
  neutral,  ///< the same person at rest: the baseline of their main clips
};
std::string_view word_of(ClipKind kind);
std::optional<ClipKind> clip_kind_of(std::string_view word);

/// Which recording of whom.
struct ClipKey {
  ParticipantId participant;
  int session = 1;  ///< 1 to 9999
  int take = 1;     ///< 1 to 9999
  ClipKind kind = ClipKind::main;
  auto operator<=>(const ClipKey&) const = default;
};

/// A recording that is referenced where it lies and never altered.
struct Clip {
  ClipKey key;
  /// UTF-8; below the study's folder relative to it, elsewhere absolute.
  std::string file;
  std::string sha256;
};

/// The name a clip's files have: `PARTICIPANT[_ses-N][_take-N][_neutral]`, without what is 1 or main.
std::string stem_of(const ClipKey& key);
/// The way back: from `PARTICIPANT[_ses-N][_take-N][_neutral]` without its ending. Nothing where the rest is no
/// participant's id or a number is not 1 to 9999.
std::optional<ClipKey> clip_key_of(std::string_view stem);

}  // namespace kizashi::study
