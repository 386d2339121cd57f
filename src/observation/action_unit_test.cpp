// SPDX-License-Identifier: Apache-2.0
#include "kizashi/observation/action_unit.h"

#include <gtest/gtest.h>

#include <set>

namespace kizashi::observation {
namespace {

TEST(ActionUnit, CodesReadBackAsTheSameUnit) {
  for (const ActionUnit unit : all_action_units) EXPECT_EQ(action_unit_of(code_of(unit)), unit);
}

TEST(ActionUnit, NamesAreDistinct) {
  std::set<std::string_view> names;
  for (const ActionUnit unit : all_action_units) names.insert(name_of(unit));
  EXPECT_EQ(names.size(), action_unit_count);
}

TEST(ActionUnit, AnUnknownCodeNamesNothing) { EXPECT_FALSE(action_unit_of("AU03").has_value()); }

}  // namespace
}  // namespace kizashi::observation
