// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kizashi/base/result.h"

namespace kizashi::study {

/// A questionnaire as far as its scores go (data/instruments/ID.json). A file without a licence is refused.
struct Instrument {
  struct Band {
    int low = 0;
    int high = 0;
    std::string label;
  };
  struct ItemRange {
    int low = 0;
    int high = 0;
  };
  std::string id;  ///< `bdi2`
  std::string name;
  std::string licence;
  std::optional<std::string> required_notice;  ///< to stand beside it wherever it is shown
  bool score_entry_only = false;
  int lowest_total = 0;
  int highest_total = 0;
  int item_count = 0;               ///< as the form has it; BDI-II 21, though its wording is not here
  ItemRange item_range;             ///< of each item's number
  std::vector<int> reversed_items;  ///< numbers from 1
  std::vector<Band> bands;
};

base::Result<Instrument> parse_instrument(std::string_view text, std::string_view name);

/// Those that the program carries, by id; a language's files of one instrument are one entry.
const std::vector<Instrument>& built_in_instruments();
const Instrument* find_instrument(std::string_view id);

/// Which score a column of participants.csv holds: `bdi2_total` or `phq9_3`; nothing for another column.
struct ScoreColumn {
  const Instrument* instrument = nullptr;
  std::optional<int> item_number;
};
std::optional<ScoreColumn> score_column_of(std::string_view column_name);
/// Of a column that holds no score but is called nearly as if it did (`BDI2_total`, `bdi2`, `bdi2_22`): what to call
/// it, as a clause that follows its name.
std::optional<std::string> why_nearly_a_score_column(std::string_view column_name);
/// The way back.
std::string column_of(std::string_view instrument_id, std::optional<int> item_number);

}  // namespace kizashi::study
