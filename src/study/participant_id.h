// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace kizashi::study {

/// What a study calls a person: 1 to 64 characters of UTF-8, any script. It names files and stands in tables, so it has
/// no control character, no `/ \ : * ? " < > |`, no blank at either end and no dot or hyphen in front; and it does not
/// end like the rest of a clip's name (`_ses-1`, `_take-2`, `_neutral`). Never a person's name, says the guide.
class ParticipantId {
 public:
  /// Nothing where the text cannot be one; why_not() says why.
  static std::optional<ParticipantId> of(std::string_view text);
  /// The reason, such as `a participant_id has no "/"`; a contract: of() gave nothing.
  static std::string why_not(std::string_view text);

  [[nodiscard]] const std::string& text() const { return text_; }
  auto operator<=>(const ParticipantId&) const = default;

 private:
  explicit ParticipantId(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

}  // namespace kizashi::study
