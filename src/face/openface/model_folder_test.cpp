// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/model_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kizashi/face/openface/stage_reference.h"

namespace kizashi::face::openface {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

std::vector<std::string> names_of(const std::vector<PartModel>& parts) {
  std::vector<std::string> names;
  for (const PartModel& part : parts) names.push_back(part.name);
  return names;
}

TEST(ModelFolder, of_openface_loads_to_the_last_byte) {
  const auto models = shared_models();
  if (!models) GTEST_SKIP() << "no shared OpenFace models";
  EXPECT_EQ(models->face.shape.mode_count(), 34);
  EXPECT_THAT(models->face.scales, SizeIs(3));
  EXPECT_THAT(names_of(models->parts), ElementsAre("inner", "left_eye_28", "right_eye_28"));
  EXPECT_THAT(models->validator.views, SizeIs(7));
  EXPECT_THAT(models->videos.intensities, SizeIs(17));
  EXPECT_THAT(models->videos.presences, SizeIs(18));
  EXPECT_THAT(models->stills.intensities, SizeIs(17));
  EXPECT_THAT(models->stills.presences, SizeIs(18));
  EXPECT_EQ(models->videos.triangles.rows(), 111);
}

}  // namespace
}  // namespace kizashi::face::openface
