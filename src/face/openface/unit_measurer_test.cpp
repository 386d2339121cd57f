// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/unit_measurer.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "kizashi/face/openface/stage_reference.h"

namespace kizashi::face::openface {
namespace {

TEST(UnitMeasurer, KnowsWhatTheMedianTakesOffBeforeItHasASample) {
  const auto models = shared_models();
  const auto reference = StageReference::open("lp_d3", 2);
  if (!models || !reference) GTEST_SKIP() << "no shared OpenFace models or reference values";
  const ScoreColumns columns(*models);
  UnitMeasurer measurer(models, columns, Reading::clip);
  measurer.skip();
  const auto evidence = measurer.measure(reference->frame_rgb(), reference->points("final.points"));
  EXPECT_TRUE(std::all_of(evidence.begin(), evidence.end(), [](const auto& value) { return value.has_value(); }))
      << "the first frame that is sampled shows no face, the second one does";
}

}  // namespace
}  // namespace kizashi::face::openface
