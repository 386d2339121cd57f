// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/person_median.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "kizashi/face/openface/appearance.h"
#include "kizashi/face/openface/stage_reference.h"

namespace kizashi::face::openface {
namespace {

constexpr double tolerance = 1e-12;
constexpr double hog_bin = 1.005 / 1000;
constexpr double geometry_bin = 120.0 / 10000;  // mm

/// Features of which one of HOG and one of geometry stand for all.
Eigen::VectorXd features(double hog, double geometry) {
  Eigen::VectorXd values(feature_count);
  values.head(hog_size).setConstant(hog);
  values.tail(geometry_size).setConstant(geometry);
  return values;
}

double hog_of(const PersonMedian& person) { return person.median()[hog_size / 2]; }
double geometry_of(const PersonMedian& person) { return person.median()[hog_size + geometry_size / 2]; }

/// The middle of the bin of a value.
double in_bins(double value, double low, double bin) { return low + (std::floor((value - low) / bin) + 0.5) * bin; }

void add(PersonMedian& person, double hog, double geometry) {
  const Eigen::VectorXd values = features(hog, geometry);
  person.add(&values);
}

TEST(PersonMedian, OfOneSampleIsThatSampleItself) {
  PersonMedian person;
  add(person, 0.12345, -7.654321);
  EXPECT_EQ(hog_of(person), 0.12345);
  EXPECT_EQ(geometry_of(person), -7.654321);
  EXPECT_EQ(person.samples(), 1);
}

TEST(PersonMedian, KnowsOddFramesAlone) {
  PersonMedian person;
  add(person, 0.1, 1.0);
  add(person, 0.9, 50.0);
  EXPECT_EQ(hog_of(person), 0.1);
  EXPECT_EQ(person.samples(), 1);
  person.add(nullptr);
  add(person, 0.9, 50.0);
  EXPECT_EQ(person.samples(), 1);
  EXPECT_EQ(geometry_of(person), 1.0);
  add(person, 0.3, 3.0);
  EXPECT_EQ(person.samples(), 2);
}

TEST(PersonMedian, OfTwoSamplesIsTheLowerOnesBin) {
  PersonMedian person;
  add(person, 0.7, 4.0);
  person.add(nullptr);
  add(person, 0.2, 9.0);
  EXPECT_NEAR(hog_of(person), in_bins(0.2, -0.005, hog_bin), tolerance);
  EXPECT_NEAR(geometry_of(person), in_bins(4.0, -60.0, geometry_bin), tolerance);
}

TEST(PersonMedian, OfNoSampleIsTheLowestBinAndHogIsNeverNegative) {
  PersonMedian person;
  person.add(nullptr);
  add(person, 0.5, 5.0);
  EXPECT_EQ(person.samples(), 0);
  EXPECT_EQ(hog_of(person), 0.0);
  EXPECT_NEAR(geometry_of(person), -59.994, tolerance);
}

TEST(PersonMedian, CountsValuesBeyondTheBinsInTheOutermost) {
  PersonMedian person;
  for (int i = 0; i < 3; ++i) {
    add(person, 7.0, -1000.0);
    person.add(nullptr);
  }
  EXPECT_NEAR(hog_of(person), 1.0 - hog_bin / 2, tolerance);
  EXPECT_NEAR(geometry_of(person), -60.0 + geometry_bin / 2, tolerance);
}

/// Lower median of what was seen, in bins.
double median_by_sorting(std::vector<double> seen, double low, double bin) {
  std::sort(seen.begin(), seen.end());
  return in_bins(seen[(seen.size() + 1) / 2 - 1], low, bin);
}

TEST(PersonMedian, IsTheMedianOfWhatWasSeenHoweverItMoves) {
  std::mt19937 random(3);
  std::normal_distribution<double> noise;
  PersonMedian person;
  std::vector<std::vector<double>> hog(20);
  std::vector<std::vector<double>> geometry(20);
  for (int frame = 0; frame < 400; ++frame) {
    Eigen::VectorXd values = features(0.0, 0.0);
    for (int i = 0; i < 20; ++i) {
      const double drift = std::sin(0.03 * frame + i);
      values[i] = std::abs(0.3 * drift + 0.05 * noise(random));
      values[hog_size + i] = 30.0 * drift + 8.0 * noise(random);
      if (frame % 2 == 0) hog.at(static_cast<std::size_t>(i)).push_back(values[i]);
      if (frame % 2 == 0) geometry.at(static_cast<std::size_t>(i)).push_back(values[hog_size + i]);
    }
    person.add(&values);
    if (frame < 2) continue;
    for (int i = 0; i < 20; ++i) {
      const auto idx = static_cast<std::size_t>(i);
      const double expected = std::max(0.0, median_by_sorting(hog[idx], -0.005, hog_bin));
      ASSERT_NEAR(person.median()[i], expected, tolerance) << "frame " << frame;
      ASSERT_NEAR(person.median()[hog_size + i], median_by_sorting(geometry[idx], -60.0, geometry_bin), tolerance);
    }
  }
}

Eigen::VectorXd reference_features(const StageReference& reference) {
  const NumpyArray hog = reference.array("hog");
  const NumpyArray geometry = reference.array("geometry");
  Eigen::VectorXd values(feature_count);
  std::copy(hog.values.begin(), hog.values.end(), values.begin());
  std::copy(geometry.values.begin(), geometry.values.end(), values.begin() + hog_size);
  return values;
}

TEST(PersonMedianReference, OfTheFirstFramesIsThatOfOpenFace) {
  PersonMedian person;
  for (const int frame : {1, 2, 3}) {
    const auto reference = StageReference::open("lp_d3", frame);
    if (!reference) GTEST_SKIP() << "no reference values";
    const Eigen::VectorXd values = reference_features(*reference);
    person.add(&values);
    const NumpyArray expected = reference->array("running_median");
    ASSERT_EQ(expected.values.size(), static_cast<std::size_t>(feature_count));
    const Eigen::Map<const Eigen::VectorXd> median(expected.values.data(), feature_count);
    EXPECT_LE((person.median() - median).cwiseAbs().maxCoeff(), 1e-14) << "frame " << frame;
  }
}

}  // namespace
}  // namespace kizashi::face::openface
