// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/self_test.h"

#include <gmock/gmock.h>

#include "kizashi/infer/model_store.h"

namespace kizashi::pipeline {
namespace {

using observation::ActionUnit;
using observation::index_of;
using testing::HasSubstr;
using testing::Optional;

synth::MovementScript brow_raise() {
  return *synth::parse_script(R"({"schema": 1, "size_px": 320, "frame_rate_hz": 10, "duration_s": 1, "movements": [
      {"kind": "brow_raise", "start_s": 0.2, "onset_s": 0.2, "hold_s": 0.2, "offset_s": 0.2, "size_mm": 5}]})",
                              "brow raise");
}

/// What a perfect measurement of that clip would give.
std::vector<table::OpenFaceRow> perfect_rows() {
  const synth::MovementScript script = brow_raise();
  std::vector<table::OpenFaceRow> rows;
  for (int frame_idx = 0; frame_idx < 10; ++frame_idx) {
    table::OpenFaceRow row;
    row.frame_number = frame_idx + 1;
    row.timestamp_s = frame_idx / 10.0;
    row.success = true;
    const double share = script.movements[0].amount_at(row.timestamp_s);
    for (const ActionUnit unit : {ActionUnit::AU01, ActionUnit::AU02}) {
      row.intensities.at(index_of(unit)) = 3.0 * share;
      row.presences.at(index_of(unit)) = share > 0.3;
    }
    rows.push_back(row);
  }
  return rows;
}

constexpr std::size_t raised_idx = 5;

TEST(SelfTestJudge, FindsNothingWrongWithWhatIsRight) {
  EXPECT_EQ(fault_of(perfect_rows(), brow_raise()), std::nullopt);
}

TEST(SelfTestJudge, MissesALostFrame) {
  auto rows = perfect_rows();
  rows.pop_back();
  EXPECT_THAT(fault_of(rows, brow_raise()), Optional(HasSubstr("9 rows for 10 frames")));
}

TEST(SelfTestJudge, MissesALostFace) {
  auto rows = perfect_rows();
  rows[2].success = false;
  EXPECT_THAT(fault_of(rows, brow_raise()), Optional(HasSubstr("no face in frame 3")));
}

TEST(SelfTestJudge, MissesTheMovement) {
  auto rows = perfect_rows();
  rows[raised_idx].presences.at(index_of(ActionUnit::AU02)) = false;
  EXPECT_THAT(fault_of(rows, brow_raise()), Optional(HasSubstr("AU02 is absent in frame 6")));
}

TEST(SelfTestJudge, SeesAMovementThatIsNotThere) {
  auto rows = perfect_rows();
  rows[0].presences.at(index_of(ActionUnit::AU01)) = true;
  EXPECT_THAT(fault_of(rows, brow_raise()), Optional(HasSubstr("AU01 is present in frame 1")));
}

TEST(SelfTestJudge, SeesIntensitiesInTheWrongOrder) {
  auto rows = perfect_rows();
  rows[0].intensities.at(index_of(ActionUnit::AU01)) = 4.0;
  EXPECT_THAT(fault_of(rows, brow_raise()), Optional(HasSubstr("AU01 is 4.00 at rest")));
}

TEST(SelfTestJudge, SeesAMissingValue) {
  auto rows = perfect_rows();
  rows[0].intensities.at(index_of(ActionUnit::AU01)).reset();
  EXPECT_THAT(fault_of(rows, brow_raise()), Optional(HasSubstr("frame 1 has no value of AU01")));
}

TEST(SelfTest, PassesOnThisMachine) {
  const infer::ModelStore store(infer::built_in_manifest(), infer::default_model_folders());
  if (const auto probe = store.load("portrait"); !probe.ok()) GTEST_SKIP() << probe.error().message;
  const auto result = run_self_test({}, {});
  ASSERT_TRUE(result.ok()) << result.error().message;
  EXPECT_EQ(result->fault, std::nullopt) << *result->fault;
  EXPECT_EQ(result->frames, 40);
}

TEST(SelfTest, SaysWhichModelIsMissing) {
  const auto result = run_self_test({"/nowhere"}, {});
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, base::ErrorCode::missing_model);
}

TEST(SelfTest, StopsWhenAsked) {
  std::stop_source stop;
  stop.request_stop();
  const infer::ModelStore store(infer::built_in_manifest(), infer::default_model_folders());
  if (const auto probe = store.load("portrait"); !probe.ok()) GTEST_SKIP() << probe.error().message;
  const auto result = run_self_test({}, stop.get_token());
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, base::ErrorCode::interrupted);
}

}  // namespace
}  // namespace kizashi::pipeline
