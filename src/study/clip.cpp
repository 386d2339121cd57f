// SPDX-License-Identifier: Apache-2.0
#include "kizashi/study/clip.h"

#include <fmt/format.h>

#include <charconv>

#include "kizashi/study/words.h"

namespace kizashi::study {

namespace {

constexpr Words<ClipKind, 2> kinds{{"main", "neutral"}};
constexpr std::string_view session_mark = "_ses-";
constexpr std::string_view take_mark = "_take-";
constexpr std::string_view neutral_mark = "_neutral";
constexpr int highest_number = 9999;

/// Takes `_ses-N` or the like off the end of a stem and gives N; the stem stays as it is where it does not end so.
/// A number is written without leading zeros or sign.
std::optional<int> take_number(std::string_view& stem, std::string_view mark) {
  const std::size_t at = stem.rfind(mark);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view digits = stem.substr(at + mark.size());
  int number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool is_whole = error == std::errc() && end == digits.data() + digits.size();
  if (!is_whole || digits.front() == '0' || number < 1 || number > highest_number) return std::nullopt;
  stem.remove_suffix(stem.size() - at);
  return number;
}

}  // namespace

std::string_view word_of(ClipKind kind) { return kinds.of(kind); }
std::optional<ClipKind> clip_kind_of(std::string_view word) { return kinds.value_of(word); }

std::string stem_of(const ClipKey& key) {
  std::string stem = key.participant.text();
  if (key.session != 1) stem += fmt::format("{}{}", session_mark, key.session);
  if (key.take != 1) stem += fmt::format("{}{}", take_mark, key.take);
  if (key.kind == ClipKind::neutral) stem += neutral_mark;
  return stem;
}

std::optional<ClipKey> clip_key_of(std::string_view stem) {
  const bool is_neutral = stem.ends_with(neutral_mark);
  if (is_neutral) stem.remove_suffix(neutral_mark.size());
  const int take = take_number(stem, take_mark).value_or(1);
  const int session = take_number(stem, session_mark).value_or(1);
  auto participant = ParticipantId::of(stem);
  if (!participant) return std::nullopt;
  return ClipKey{*std::move(participant), session, take, is_neutral ? ClipKind::neutral : ClipKind::main};
}

}  // namespace kizashi::study
