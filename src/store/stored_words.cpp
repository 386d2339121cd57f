// SPDX-License-Identifier: Apache-2.0
#include "kizashi/store/stored_words.h"

#include <fmt/format.h>

namespace kizashi::store {

study::ParticipantId stored_id(std::string_view text) {
  auto id = study::ParticipantId::of(text);
  if (!id) fail_damaged("a participant has an impossible id");
  return *std::move(id);
}

base::Error conflict(const Difference& difference) {
  return {base::ErrorCode::conflicting_row,
          fmt::format(R"({}: {} is "{}" in the study and "{}" here; correct what is wrong)", difference.row,
                      difference.column, difference.stored, difference.given)};
}

base::Error unknown_person(const study::ParticipantId& id) {
  return {base::ErrorCode::unknown_person, fmt::format("{}: nobody in the study has this id", id.text())};
}

}  // namespace kizashi::store
