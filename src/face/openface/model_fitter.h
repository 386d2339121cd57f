// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <opencv2/core.hpp>
#include <span>
#include <vector>

#include "kizashi/face/openface/mean_shift.h"
#include "kizashi/face/openface/models.h"
#include "kizashi/face/openface/patch_responses.h"
#include "kizashi/face/openface/prepared_shape.h"
#include "kizashi/face/openface/response_maps.h"

namespace kizashi::face::openface {

struct ModelFitterOptions {
  int most_iterations = 5;  ///< of the rigid phase, then of the full one
  double regularisation = 25.0;
  double sigma_px = 1.5;       ///< of the kernels, in the patch experts' frame
  double trust_factor = 0.0;   ///< times an expert's confidence is a landmark's weight; at 0 all weigh 1
  bool refines_finer = false;  ///< finer scales are held back less, with wider kernels
};

struct ModelFit {
  ShapeParameters parameters;
  double log_likelihood = 0.0;
  bool is_usable = false;  ///< no: the face is too small to be looked at
};

/// Scratch memory of one thread for one model.
struct FitWorkspace {
  explicit FitWorkspace(const PreparedShape& shape);

  ShapeWorkspace shape;
  ResponseRequest request;
  ResponseMaps maps;
  Eigen::MatrixX2d base_px;
  Eigen::MatrixX2d before_px;
  Eigen::MatrixX2d offsets_px;
  Eigen::MatrixX2d shifts_px;
};

/// Fits one landmark model to pictures: response maps, then regularised mean shifts of pose alone and of pose and shape
/// (Saragih, Lucey & Cohn 2011, International Journal of Computer Vision 91; weights after Baltrusaitis, Robinson &
/// Morency 2013, ICCV workshops, section 3.3). Used by many threads at a time, each with its own workspace.
class ModelFitter {
 public:
  ModelFitter(const LandmarkModel& model, const ModelFitterOptions& options);

  [[nodiscard]] const PreparedShape& shape() const { return shape_; }

  /// One window a scale, 0 to pass a scale over.
  ModelFit fit(const cv::Mat& gray, const ShapeParameters& start, std::span<const int> windows_px,
               FitWorkspace& work) const;

 private:
  /// What a scale and its search window set.
  struct Scale {
    double px_per_mm = 1.0;
    double regularisation = 0.0;
    double sigma_px = 1.0;
    std::vector<TrustedPoints> trusted_by_view;
    std::vector<KernelTable> kernels;  ///< by window
  };
  /// One scale's view, window and turn, the same for both phases.
  struct Search;

  [[nodiscard]] Scale prepare_scale(const LandmarkModel& model, std::size_t scale_idx,
                                    const ModelFitterOptions& options) const;
  Search look(const cv::Mat& gray, std::size_t scale_idx, int window_px, const WeakPose& pose,
              FitWorkspace& work) const;
  void fit_pose(const Search& search, ShapeParameters& parameters, FitWorkspace& work) const;
  void fit_pose_and_shape(const Search& search, ShapeParameters& parameters, FitWorkspace& work) const;

  PreparedShape shape_;
  PatchExperts experts_;
  int most_iterations_;
  std::vector<Scale> scales_;
};

}  // namespace kizashi::face::openface
