// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <memory>

namespace kizashi::face::openface {

/// The median of each feature over one person's frames so far, by histograms: within half a bin, in constant memory
/// (28 MB from the first sample on). Takes a frame's features on the clip's first, third, fifth ... frame alone, as
/// OpenFace does.
class PersonMedian {
 public:
  PersonMedian();
  ~PersonMedian();

  /// The next frame of the clip; null where it shows no face.
  void add(const Eigen::VectorXd* features);
  /// feature_count values. Before the first sample those of the lowest bins, none of HOG below 0.
  [[nodiscard]] const Eigen::VectorXd& median() const;
  /// How many frames' features it knows; the median stays while they stay.
  [[nodiscard]] std::int64_t samples() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kizashi::face::openface
