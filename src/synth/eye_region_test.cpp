// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/eye_region.h"

#include "kizashi/synth/test_field.h"

namespace kizashi::synth {
namespace {

class EyeRegionTest : public FieldTest {};

TEST_F(EyeRegionTest, TheLowerLidGoesUpAndLeavesTheUpperOneAlone) {
  for (const cv::Mat& field : {lower_lid_raise_field(shape_, size_px_, PictureSide::right),
                               cheek_raise_field(shape_, size_px_, PictureSide::right)}) {
    EXPECT_NEAR(step_at(field, 374).y, -one_mm_px, 0.2F * one_mm_px);
    for (const std::size_t idx : {386U, 334U, 145U, 291U}) {
      EXPECT_NEAR(step_at(field, idx).y, 0.0F, rounding_px) << "point " << idx;
    }
  }
}

TEST_F(EyeRegionTest, ARaisedCheekTakesTheCheekBoneWithIt) {
  const cv::Mat cheek = cheek_raise_field(shape_, size_px_, PictureSide::left);
  EXPECT_NEAR(step_at(cheek, 117).y, -one_mm_px, rounding_px);
  EXPECT_NEAR(step_at(lower_lid_raise_field(shape_, size_px_, PictureSide::left), 117).y, 0.0F, rounding_px);
}

}  // namespace
}  // namespace kizashi::synth
