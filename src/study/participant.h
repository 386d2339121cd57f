// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kizashi/study/participant_id.h"

namespace kizashi::study {

enum class Role { ratee, rater, both };
std::string_view word_of(Role role);
std::optional<Role> role_of(std::string_view word);

/// One value of a questionnaire: its total, or one item's number (BDI-II: totals and numbers only, never wording).
struct Score {
  std::string instrument;          ///< id of a study::Instrument, such as `bdi2`
  std::optional<int> item_number;  ///< from 1; nothing for the total
  int value = 0;
  bool operator==(const Score&) const = default;
};

/// A further column of participants.csv, such as age; kept as it was written, blank ones left out.
struct Attribute {
  std::string name;
  std::string value;
  bool operator==(const Attribute&) const = default;
};

/// A person of a study. An absent score is a score that is not in the list.
struct Participant {
  ParticipantId id;
  Role role = Role::both;
  bool is_simulated = false;          ///< column `simulated` is 1: nobody's data
  std::vector<Score> scores;          ///< by instrument, the total first
  std::vector<Attribute> attributes;  ///< by name
  bool operator==(const Participant&) const = default;
};

}  // namespace kizashi::study
