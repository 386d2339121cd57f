// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "kizashi/face/engine.h"
#include "kizashi/face/openface/appearance.h"
#include "kizashi/face/openface/models.h"
#include "kizashi/face/openface/person_median.h"
#include "kizashi/face/openface/score_columns.h"
#include "kizashi/face/openface/scores.h"

namespace kizashi::face::openface {

/// Measures one person's action units, frame after frame of a clip.
class UnitMeasurer {
 public:
  UnitMeasurer(std::shared_ptr<const Models> models, const ScoreColumns& columns, Reading reading);

  /// The evidence of the clip's next frame, a picture (CV_8UC3, red first) in which the face's 68 landmarks lie so.
  std::vector<std::optional<double>> measure(const cv::Mat& rgb, const Points2& points_px);
  /// The next frame shows no face.
  void skip();

 private:
  std::shared_ptr<const Models> models_;
  const ScoreColumns& columns_;
  const ActionUnitModel& model_;
  Reading reading_;
  FaceAligner aligner_;
  Scorer scorer_;
  PersonMedian median_;
  std::int64_t samples_ = -1;     ///< that the parts below were made from
  Eigen::VectorXd person_parts_;  ///< empty for stills
};

}  // namespace kizashi::face::openface
