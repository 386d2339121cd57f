// SPDX-License-Identifier: Apache-2.0
#include "kizashi/study/participant_id.h"

#include <algorithm>
#include <cstddef>

#include "kizashi/base/check.h"

namespace kizashi::study {

namespace {

constexpr std::size_t longest_characters = 64;
constexpr std::string_view file_name_signs = "/\\:*?\"<>|";
constexpr std::string_view digits = "0123456789";

std::size_t characters_in(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

bool is_control(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  return value < 0x20 || value == 0x7F;
}

/// Whether the text ends like the rest of a clip's name.
bool ends_like_a_clip(std::string_view text) {
  if (text.ends_with("_neutral")) return true;
  const std::string_view without_number = text.substr(0, text.find_last_not_of(digits) + 1);
  if (without_number.size() == text.size()) return false;
  return without_number.ends_with("_ses-") || without_number.ends_with("_take-");
}

std::string problem_of(std::string_view text) {
  if (text.empty()) return "a participant_id is missing";
  if (characters_in(text) > longest_characters) return "a participant_id has at most 64 characters";
  if (std::any_of(text.begin(), text.end(), is_control)) return "a participant_id has no control character";
  if (text.find_first_of(file_name_signs) != std::string_view::npos) {
    return "a participant_id names files and has none of / \\ : * ? \" < > |";
  }
  if (text.front() == ' ' || text.back() == ' ') return "a participant_id has no blank at its ends";
  if (text.front() == '.' || text.front() == '-') return "a participant_id begins with neither a dot nor a hyphen";
  if (ends_like_a_clip(text)) return "a participant_id does not end in _ses-N, _take-N or _neutral, as clips do";
  return {};
}

}  // namespace

std::optional<ParticipantId> ParticipantId::of(std::string_view text) {
  if (!problem_of(text).empty()) return std::nullopt;
  return ParticipantId(std::string(text));
}

std::string ParticipantId::why_not(std::string_view text) {
  std::string problem = problem_of(text);
  KIZASHI_CHECK(!problem.empty(), "an id that is refused for a reason");
  return problem;
}

}  // namespace kizashi::study
