// SPDX-License-Identifier: Apache-2.0
#include "kizashi/study/participant.h"

#include "kizashi/study/words.h"

namespace kizashi::study {

namespace {

constexpr Words<Role, 3> roles{{"ratee", "rater", "both"}};

}  // namespace

std::string_view word_of(Role role) { return roles.of(role); }
std::optional<Role> role_of(std::string_view word) { return roles.value_of(word); }

}  // namespace kizashi::study
