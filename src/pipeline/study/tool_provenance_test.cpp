// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/tool_provenance.h"

#include <gtest/gtest.h>

namespace kizashi::pipeline {
namespace {

using study::Measure;
using study::Segment;
using study::UnitValue;

TEST(ToolProvenance, ComesBackFromItsLine) {
  const auto back = tool_provenance_of(provenance_of({"py-feat", "{\"schema\": 1}\n", "ab12"}));
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(back->map_name, "py-feat");
  EXPECT_EQ(back->map_text, "{\"schema\": 1}\n");
  EXPECT_EQ(back->source_sha256, "ab12");
}

TEST(ToolProvenance, RefusesALineThatIsNone) {
  EXPECT_FALSE(tool_provenance_of("{}").ok());
  EXPECT_FALSE(tool_provenance_of("no document").ok());
}

TEST(ValuesProvenance, IsOneForEveryListOfNumbers) {
  const UnitValue one{"AU01", Measure::intensity, Segment::whole, 0.5, 300};
  UnitValue other = one;
  EXPECT_EQ(values_provenance({one}), values_provenance({other}));
  other.value = 0.25;
  EXPECT_NE(values_provenance({one}), values_provenance({other}));
  other = one;
  other.frames.reset();
  EXPECT_NE(values_provenance({one}), values_provenance({other}));
  EXPECT_NE(values_provenance({one}), values_provenance({one, one}));
}

}  // namespace
}  // namespace kizashi::pipeline
