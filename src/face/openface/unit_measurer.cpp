// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/unit_measurer.h"

#include <utility>

#include "kizashi/face/openface/shape_projection.h"

namespace kizashi::face::openface {

namespace {

constexpr Eigen::Index upper_inner_lip = 62;  // middles, in the iBUG scheme
constexpr Eigen::Index lower_inner_lip = 66;

double inner_lip_gap_mm(const ShapeModel& model, const Eigen::VectorXf& weights) {
  const Points3 shape_mm = shape_of(model, weights);
  return static_cast<double>((shape_mm.row(upper_inner_lip) - shape_mm.row(lower_inner_lip)).norm());
}

}  // namespace

UnitMeasurer::UnitMeasurer(std::shared_ptr<const Models> models, const ScoreColumns& columns, Reading reading)
    : models_(std::move(models)),
      columns_(columns),
      model_(reading == Reading::clip ? models_->videos : models_->stills),
      reading_(reading),
      aligner_(model_),
      scorer_(model_) {}

std::vector<std::optional<double>> UnitMeasurer::measure(const cv::Mat& rgb, const Points2& points_px) {
  const AlignedFace face = aligner_.align(rgb, points_px);
  const Eigen::VectorXd features = features_of(face, model_);
  if (reading_ == Reading::clip) {
    median_.add(&features);
    if (samples_ != median_.samples()) person_parts_ = scorer_.person_parts(median_.median());
    samples_ = median_.samples();
  }
  return columns_.evidence(inner_lip_gap_mm(model_.shape, face.shape.weights), scorer_.scores(features), person_parts_);
}

void UnitMeasurer::skip() {
  if (reading_ == Reading::clip) median_.add(nullptr);
}

}  // namespace kizashi::face::openface
