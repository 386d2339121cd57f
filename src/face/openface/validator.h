// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <opencv2/core.hpp>
#include <vector>

#include "kizashi/face/openface/feature_maps.h"
#include "kizashi/face/openface/models.h"
#include "kizashi/face/openface/network_runner.h"
#include "kizashi/face/openface/piecewise_crop.h"
#include "kizashi/face/openface/shape_model.h"

namespace kizashi::face::openface {

/// Above it landmarks count as lying on a face.
inline constexpr double least_confidence = 0.725;

/// What a validator saw on its way to a verdict.
struct Verdict {
  int view_idx = 0;
  double confidence = 0.0;  ///< 0 to 1
  Eigen::VectorXf outputs;  ///< one for each bin of the error that the landmarks may have, from -1 to 1
};

/// Judges whether landmarks lie on a face. Used by one thread at a time.
class Validator {
 public:
  /// The networks' layers must fit each other (base::ContractViolation otherwise).
  explicit Validator(const ValidatorModel& model);

  /// Confidence, 0 to 1, in 30 steps, that the 68 landmarks of a head so turned lie on a face of the grey picture
  /// (CV_8UC1). 0 for landmarks that are no finite numbers.
  double confidence(const cv::Mat& gray, const Points2& points_px, const Eigen::Vector3f& angles_rad);
  Verdict judge(const cv::Mat& gray, const Points2& points_px, const Eigen::Vector3f& angles_rad);

  /// What the network was shown last.
  [[nodiscard]] const FeatureMaps& picture() const { return picture_; }

  /// The view whose angles lie nearest.
  [[nodiscard]] int nearest_view(const Eigen::Vector3f& angles_rad) const;

 private:
  struct View {
    explicit View(const ValidatorView& model);

    Eigen::Vector3d angles_rad;
    Eigen::VectorXf mean;
    Eigen::VectorXf inverse_deviation;
    PiecewiseCrop crop;
    NetworkRunner network;
  };

  std::vector<View> views_;
  Eigen::VectorXf values_;
  Eigen::VectorXf features_;
  FeatureMaps picture_;
};

/// Values less their mean, over their standard deviation; all 0 where they do not differ.
void standardise(Eigen::VectorXf& values);

}  // namespace kizashi::face::openface
