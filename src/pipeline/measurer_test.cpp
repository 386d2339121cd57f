// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/measurer.h"

#include <gmock/gmock.h>

#include "kizashi/base/hash.h"
#include "kizashi/base/temporary_directory.h"
#include "kizashi/pipeline/test_simulated_clip.h"

namespace kizashi::pipeline {
namespace {

/// Two recordings of one person, who smiles in the first and raises the brows in the second.
class MeasurerOnSimulatedClips : public testing::Test {
 protected:
  void SetUp() override {
    auto measurer = Measurer::create({});
    if (!measurer.ok()) GTEST_SKIP() << measurer.error().message;
    measurer_.emplace(*std::move(measurer));
    ASSERT_TRUE(simulate_movement(folder_.path(), "smile", "smile").ok());
    ASSERT_TRUE(simulate_movement(folder_.path(), "brows", "brow_raise").ok());
  }

  [[nodiscard]] std::filesystem::path clip(const char* name) const { return folder_.path() / name; }

  [[nodiscard]] base::Result<ClipReport> measured(const Measurer& measurer, const char* output) const {
    return measurer.measure({clip("smile.mp4"), folder_.path() / output, "smile"}, {});
  }

  static document::Value provenance_in(const ClipReport& report) {
    return *document::read_file(report.sidecar.string())->find("provenance");
  }

  base::TemporaryDirectory folder_;
  std::optional<Measurer> measurer_;
};

TEST_F(MeasurerOnSimulatedClips, SaysWhatASidecarWillStateBeforeItMeasures) {
  const auto report = measured(*measurer_, "out");
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(measurer_->provenance(*base::sha256_of_file(clip("smile.mp4"))), provenance_in(*report));
}

TEST_F(MeasurerOnSimulatedClips, WithANeutralGivesTheBytesOfOneMadeForIt) {
  MeasureOptions options;
  options.baseline = series::BaselineMode::recorded;
  options.neutral_recording = clip("brows.mp4");
  const auto made_for_it = Measurer::create(options);
  ASSERT_TRUE(made_for_it.ok());
  const auto derived = measurer_->with_neutral(clip("brows.mp4"), {});
  ASSERT_TRUE(derived.ok());
  const auto expected = measured(*made_for_it, "expected");
  const auto found = measured(*derived, "found");
  const auto without = measured(*measurer_, "without");
  ASSERT_TRUE(expected.ok() && found.ok() && without.ok());
  for (const auto file : {&ClipReport::openface_csv, &ClipReport::measures_csv, &ClipReport::sidecar}) {
    EXPECT_EQ(bytes_of((*found).*file), bytes_of((*expected).*file));
    EXPECT_NE(bytes_of((*found).*file), bytes_of((*without).*file)) << "the original keeps its own baseline";
  }
}

TEST_F(MeasurerOnSimulatedClips, NamesANeutralThatItHasNotReadAsOneThatItHas) {
  const std::string input_sha256 = *base::sha256_of_file(clip("smile.mp4"));
  const auto with_neutral = measurer_->with_neutral(clip("brows.mp4"), {});
  ASSERT_TRUE(with_neutral.ok());
  const auto neutral = with_neutral->neutral();
  ASSERT_TRUE(neutral);
  EXPECT_EQ(neutral->sha256, *base::sha256_of_file(clip("brows.mp4")));
  EXPECT_EQ(measurer_->provenance(input_sha256, *neutral), with_neutral->provenance(input_sha256));
  EXPECT_FALSE(measurer_->neutral());
}

TEST_F(MeasurerOnSimulatedClips, WithMoreThreadsGivesTheSameBytes) {
  const auto one = measured(*measurer_, "one");
  const auto three = measured(measurer_->with_threads(3), "three");
  ASSERT_TRUE(one.ok() && three.ok());
  EXPECT_EQ(bytes_of(one->openface_csv), bytes_of(three->openface_csv));
}

}  // namespace
}  // namespace kizashi::pipeline
