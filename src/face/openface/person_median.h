// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <memory>

namespace kizashi::face::openface {

/// The median of each feature over one person's frames so far, by histograms. Takes a frame's features on its first,
/// third, fifth ... frame alone, as OpenFace does.
class PersonMedian {
 public:
  PersonMedian();
  ~PersonMedian();

  /// The next frame of the clip; null where it shows no face.
  void add(const Eigen::VectorXd* features);
  [[nodiscard]] const Eigen::VectorXd& median() const;
  [[nodiscard]] std::int64_t samples() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kizashi::face::openface
