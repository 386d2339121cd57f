// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <opencv2/core.hpp>
#include <vector>

#include "kizashi/face/openface/face_box.h"
#include "kizashi/face/openface/face_fit.h"
#include "kizashi/face/openface/model_fitter.h"
#include "kizashi/face/openface/models.h"
#include "kizashi/face/openface/prepared_shape.h"

namespace kizashi::face::openface {

/// How far from their last places landmarks are looked for.
enum class SearchRange {
  near,  ///< from one frame to the next
  far    ///< at a face's first frame and after a failure
};

struct FaceWorkspace;

/// With what OpenFace 2.2 fits the CLNF model of the whole face, and those of its parts.
ModelFitterOptions whole_face_options();
ModelFitterOptions part_options(const PartModel& part);

/// Fits the model of the whole face and those of its parts. Used by many threads at a time, each with its own
/// workspace.
class FaceFitter {
 public:
  explicit FaceFitter(std::shared_ptr<const Models> models);

  /// Scratch memory of one thread.
  [[nodiscard]] FaceWorkspace make_workspace() const;

  /// The whole face's model from a start near the face.
  ModelFit fit_whole(const cv::Mat& gray, const ShapeParameters& start, SearchRange range, FaceWorkspace& work) const;

  /// The whole face's model from eleven turns of the mean face in a box.
  std::vector<ModelFit> fit_in_box(const cv::Mat& gray, const FaceBox& box, FaceWorkspace& work) const;

  /// Fits the parts' models to what was found of the whole; where the face is large enough, looks at the picture again,
  /// writes the parts' landmarks over the whole's and fits the whole's shape to them all. Leaves confidence at 0.
  FaceFit refine(const cv::Mat& gray, const ModelFit& whole, FaceWorkspace& work) const;

 private:
  struct Part {
    Part(const PartModel& model, const ModelFitterOptions& options, std::vector<int> windows_px);

    std::vector<PartModel::SharedPoint> shared_points;
    std::vector<int> windows_px;
    double px_per_mm;  ///< of its first patch experts
    ModelFitter fitter;
    TrustedPoints known;  ///< the points that it shares with the face
  };
  ShapeParameters fit_part(const cv::Mat& gray, const Part& part, bool is_refined, const Points2& face_points_px,
                           FitWorkspace& work) const;

  std::shared_ptr<const Models> models_;
  ModelFitter whole_;
  TrustedPoints all_known_;
  std::vector<std::unique_ptr<const Part>> parts_;
};

/// The usable fit of the highest likelihood; the first one where none is usable.
const ModelFit& likeliest(const std::vector<ModelFit>& fits);

struct FaceWorkspace {
  FitWorkspace whole;
  std::vector<FitWorkspace> parts;
};

}  // namespace kizashi::face::openface
