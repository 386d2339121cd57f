// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace kizashi::observation {

/// The action units of the Facial Action Coding System (Ekman, Friesen & Hager 2002) that OpenFace 2.2 names, in its
/// order.
enum class ActionUnit {
  AU01,
  AU02,
  AU04,
  AU05,
  AU06,
  AU07,
  AU09,
  AU10,
  AU12,
  AU14,
  AU15,
  AU17,
  AU20,
  AU23,
  AU25,
  AU26,
  AU28,
  AU45,
};

inline constexpr std::size_t action_unit_count = 18;

inline constexpr std::array<ActionUnit, action_unit_count> all_action_units{
    ActionUnit::AU01, ActionUnit::AU02, ActionUnit::AU04, ActionUnit::AU05, ActionUnit::AU06, ActionUnit::AU07,
    ActionUnit::AU09, ActionUnit::AU10, ActionUnit::AU12, ActionUnit::AU14, ActionUnit::AU15, ActionUnit::AU17,
    ActionUnit::AU20, ActionUnit::AU23, ActionUnit::AU25, ActionUnit::AU26, ActionUnit::AU28, ActionUnit::AU45};

/// Those that FACS also scores on one side of the face alone.
inline constexpr std::array<ActionUnit, 13> two_sided_action_units{
    ActionUnit::AU01, ActionUnit::AU02, ActionUnit::AU04, ActionUnit::AU05, ActionUnit::AU06,
    ActionUnit::AU07, ActionUnit::AU09, ActionUnit::AU10, ActionUnit::AU12, ActionUnit::AU14,
    ActionUnit::AU15, ActionUnit::AU20, ActionUnit::AU45};

/// "AU01" and so on.
std::string_view code_of(ActionUnit unit);
/// "inner brow raiser" and so on.
std::string_view name_of(ActionUnit unit);
/// The unit of a code such as "AU01", or nothing.
std::optional<ActionUnit> action_unit_of(std::string_view code);
constexpr std::size_t index_of(ActionUnit unit) { return static_cast<std::size_t>(unit); }

/// What one frame says of one action unit. An engine may know a part of it only, such as presence without intensity;
/// what it does not know is nothing, never a number.
struct ActionUnitState {
  std::optional<double> intensity;  ///< 0 to 5, FACS A to E
  std::optional<bool> is_present;
  std::optional<double> presence_probability;  ///< 0 to 1; 0.5 and above is present
  std::optional<double> left_intensity;        ///< of the person's left side alone; nothing for a unit without sides
  std::optional<double> right_intensity;
};

/// All units of one face in one frame, indexed by index_of(); nothing where the evidence is missing.
using ActionUnitStates = std::array<std::optional<ActionUnitState>, action_unit_count>;

}  // namespace kizashi::observation
