// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/validator.h"

#include <cmath>
#include <limits>

#include "kizashi/base/check.h"

namespace kizashi::face::openface {

namespace {

/// The network sorts the error of landmarks, -1 (none) to 1, into bins of one width; the middle of the likeliest
/// counts.
double confidence_of(const Eigen::VectorXf& outputs) {
  Eigen::Index likeliest = 0;
  outputs.maxCoeff(&likeliest);
  const double error = -1.0 + (2.0 * static_cast<double>(likeliest) + 1.0) / static_cast<double>(outputs.size());
  return (1.0 - error) / 2.0;
}

}  // namespace

void standardise(Eigen::VectorXf& values) {
  if (values.size() == 0) return;
  const Eigen::VectorXd offsets = values.cast<double>().array() - values.cast<double>().mean();
  const double deviation = std::sqrt(offsets.squaredNorm() / static_cast<double>(values.size()));
  values = (offsets * (deviation > 0.0 ? 1.0 / deviation : 0.0)).cast<float>();
}

Validator::View::View(const ValidatorView& model)
    : angles_rad(model.angles_rad),
      mean(model.mean.cast<float>()),
      inverse_deviation(model.standard_deviation.cwiseInverse().cast<float>()),
      crop(model.warp),
      network(model.network, crop.shape()) {
  KIZASHI_CHECK(mean.size() == crop.pixel_count() && inverse_deviation.size() == crop.pixel_count(),
                "each pixel of the face has a mean and a deviation");
}

Validator::Validator(const ValidatorModel& model) : views_(model.views.begin(), model.views.end()) {
  KIZASHI_CHECK(!views_.empty(), "a validator sees from somewhere");
}

int Validator::nearest_view(const Eigen::Vector3f& angles_rad) const {
  std::size_t nearest = 0;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < views_.size(); ++i) {
    const double distance = (views_[i].angles_rad - angles_rad.cast<double>()).squaredNorm();
    if (distance >= least) continue;
    least = distance;
    nearest = i;
  }
  return static_cast<int>(nearest);
}

Verdict Validator::judge(const cv::Mat& gray, const Points2& points_px, const Eigen::Vector3f& angles_rad) {
  Verdict verdict;
  verdict.view_idx = nearest_view(angles_rad);
  if (!points_px.allFinite()) return verdict;
  View& view = views_[static_cast<std::size_t>(verdict.view_idx)];
  view.crop.sample(gray, points_px, values_);
  standardise(values_);
  values_ = (values_ - view.mean).cwiseProduct(view.inverse_deviation);
  view.crop.place(values_, picture_);
  features_.resize(view.network.feature_count());
  view.network.features_of(picture_, features_);
  verdict.outputs = view.network.outputs_of(features_);
  verdict.confidence = confidence_of(verdict.outputs);
  return verdict;
}

double Validator::confidence(const cv::Mat& gray, const Points2& points_px, const Eigen::Vector3f& angles_rad) {
  return judge(gray, points_px, angles_rad).confidence;
}

}  // namespace kizashi::face::openface
