// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kizashi/store/failure.h"
#include "kizashi/study/clip.h"
#include "kizashi/study/participant_id.h"

namespace kizashi::store {

/// A participant's id as the database has it; throws where it can be none.
study::ParticipantId stored_id(std::string_view text);

/// A word of an enumeration as the database has it: `stored_word("role", text, study::role_of)`.
template <typename Enum>
Enum stored_word(std::string_view kind, std::string_view word, std::optional<Enum> (*value_of)(std::string_view)) {
  const std::optional<Enum> value = value_of(word);
  if (!value) fail_damaged("\"" + std::string(word) + "\" is no " + std::string(kind));
  return *value;
}

/// What differs between a study and what is to be added to it, for the message.
struct Difference {
  std::string row;     ///< `P01`, `the rating of P02 by P01 on friendly`
  std::string column;  ///< `bdi2_total`
  std::string stored;
  std::string given;
};
base::Error conflict(const Difference& difference);

base::Error unknown_person(const study::ParticipantId& id);

}  // namespace kizashi::store
