// SPDX-License-Identifier: Apache-2.0
#include "kizashi/observation/action_unit.h"

#include <algorithm>

namespace kizashi::observation {

namespace {

struct Entry {
  std::string_view code;
  std::string_view name;
};

// Codes and names as in Ekman, Friesen & Hager (2002), Facial Action Coding System.
constexpr std::array<Entry, action_unit_count> entries{{
    {"AU01", "inner brow raiser"},
    {"AU02", "outer brow raiser"},
    {"AU04", "brow lowerer"},
    {"AU05", "upper lid raiser"},
    {"AU06", "cheek raiser"},
    {"AU07", "lid tightener"},
    {"AU09", "nose wrinkler"},
    {"AU10", "upper lip raiser"},
    {"AU12", "lip corner puller"},
    {"AU14", "dimpler"},
    {"AU15", "lip corner depressor"},
    {"AU17", "chin raiser"},
    {"AU20", "lip stretcher"},
    {"AU23", "lip tightener"},
    {"AU25", "lips part"},
    {"AU26", "jaw drop"},
    {"AU28", "lip suck"},
    {"AU45", "blink"},
}};

}  // namespace

std::string_view code_of(ActionUnit unit) { return entries.at(index_of(unit)).code; }

std::string_view name_of(ActionUnit unit) { return entries.at(index_of(unit)).name; }

std::optional<ActionUnit> action_unit_of(std::string_view code) {
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.code == code; });
  if (found == entries.end()) return std::nullopt;
  return static_cast<ActionUnit>(found - entries.begin());
}

}  // namespace kizashi::observation
