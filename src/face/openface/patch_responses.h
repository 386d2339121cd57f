// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <opencv2/core.hpp>

#include "kizashi/face/openface/models.h"
#include "kizashi/face/openface/response_maps.h"

namespace kizashi::face::openface {

/// The patch experts of one model, laid out for speed; used by many threads at a time.
class PatchExperts {
 public:
  explicit PatchExperts(const LandmarkModel& model);  ///< keeps a reference
  ~PatchExperts();
  PatchExperts(PatchExperts&&) noexcept;

  /// The view whose angles lie nearest.
  [[nodiscard]] int nearest_view(int scale_idx, const Eigen::Vector3f& angles_rad) const;
  /// How far the landmarks' experts of a view are trusted; 0 where a landmark is not visible.
  [[nodiscard]] Eigen::VectorXf confidences(int scale_idx, int view_idx) const;
  /// Response maps on a grey picture (CV_8UC1), into memory that earlier maps of this size left.
  void respond(const cv::Mat& gray, const ResponseRequest& request, ResponseMaps& maps) const;

 private:
  class View;
  const LandmarkModel& model_;
  std::vector<std::vector<std::unique_ptr<const View>>> views_;  ///< by scale
};

}  // namespace kizashi::face::openface
