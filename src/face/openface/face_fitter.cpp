// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/face_fitter.h"

#include <algorithm>
#include <array>
#include <utility>

#include "kizashi/base/check.h"
#include "kizashi/face/openface/search_windows.h"
#include "kizashi/face/openface/shape_fit.h"
#include "kizashi/face/openface/shape_projection.h"

namespace kizashi::face::openface {

namespace {

std::vector<int> part_windows_px(const PartModel& part) {
  if (part.name == "inner") return {inner_windows_px.begin(), inner_windows_px.end()};
  return {eye_windows_px.begin(), eye_windows_px.end()};
}

/// Turns from which a face is looked for in its box: straight, to both sides and further, tilted, in profile, and in
/// profile with tilt.
const std::array<Eigen::Vector3f, 11>& first_turns_rad() {
  static const std::array<Eigen::Vector3f, 11> turns{{{0.0F, 0.0F, 0.0F},
                                                      {0.0F, -0.5236F, 0.0F},
                                                      {0.0F, 0.5236F, 0.0F},
                                                      {0.0F, -0.96F, 0.0F},
                                                      {0.0F, 0.96F, 0.0F},
                                                      {0.0F, 0.0F, 0.5236F},
                                                      {0.0F, 0.0F, -0.5236F},
                                                      {0.0F, -1.57F, 0.0F},
                                                      {0.0F, 1.57F, 0.0F},
                                                      {0.0F, -1.22F, 0.698F},
                                                      {0.0F, 1.22F, -0.698F}}};
  return turns;
}

Eigen::VectorXd trust_of_shared(const PartModel& part) {
  Eigen::VectorXd trust = Eigen::VectorXd::Zero(part.model.shape.point_count());
  for (const auto& shared : part.shared_points) trust[shared.of_part] = 1.0;
  return trust;
}

}  // namespace

ModelFitterOptions whole_face_options() {
  return {.regularisation = 25.0, .sigma_px = 1.5, .trust_factor = 0.0, .refines_finer = true};
}

ModelFitterOptions part_options(const PartModel& part) {
  if (part.name == "inner") return {.regularisation = 2.5, .sigma_px = 1.75, .trust_factor = 2.5};
  return {.regularisation = 0.5, .sigma_px = 1.0};
}

FaceFitter::Part::Part(const PartModel& model, const ModelFitterOptions& options, std::vector<int> windows)
    : shared_points(model.shared_points),
      windows_px(std::move(windows)),
      px_per_mm(model.model.scales.front().px_per_mm),
      fitter(model.model, options),
      known(fitter.shape(), trust_of_shared(model)) {}

FaceFitter::FaceFitter(std::shared_ptr<const Models> models)
    : models_(std::move(models)),
      whole_(models_->face, whole_face_options()),
      all_known_(whole_.shape(), Eigen::VectorXd::Ones(whole_.shape().point_count())) {
  for (const PartModel& part : models_->parts) {
    parts_.push_back(std::make_unique<const Part>(part, part_options(part), part_windows_px(part)));
  }
}

FaceWorkspace FaceFitter::make_workspace() const {
  FaceWorkspace work{FitWorkspace(whole_.shape()), {}};
  for (const auto& part : parts_) work.parts.emplace_back(part->fitter.shape());
  return work;
}

ModelFit FaceFitter::fit_whole(const cv::Mat& gray, const ShapeParameters& start, SearchRange range,
                               FaceWorkspace& work) const {
  return whole_.fit(gray, start, range == SearchRange::near ? near_windows_px : far_windows_px, work.whole);
}

std::vector<ModelFit> FaceFitter::fit_in_box(const cv::Mat& gray, const FaceBox& box, FaceWorkspace& work) const {
  std::vector<ModelFit> fits;
  for (const Eigen::Vector3f& turn_rad : first_turns_rad()) {
    ShapeParameters start;
    start.pose.angles_rad = turn_rad;
    start.weights = Eigen::VectorXf::Zero(models_->face.shape.mode_count());
    start.pose = pose_in_box(models_->face.shape, box, start);
    fits.push_back(fit_whole(gray, start, SearchRange::far, work));
  }
  return fits;
}

ShapeParameters FaceFitter::fit_part(const cv::Mat& gray, const Part& part, bool is_refined,
                                     const Points2& face_points_px, FitWorkspace& work) const {
  Points2 points_px = Points2::Zero(part.fitter.shape().point_count(), 2);
  for (const auto& shared : part.shared_points) points_px.row(shared.of_part) = face_points_px.row(shared.of_face);
  ShapeParameters parameters = fit_shape(part.fitter.shape(), part.known, points_px, work.shape).parameters;
  if (!is_refined) return parameters;
  return part.fitter.fit(gray, parameters, part.windows_px, work).parameters;
}

FaceFit FaceFitter::refine(const cv::Mat& gray, const ModelFit& whole, FaceWorkspace& work) const {
  constexpr double least_share_of_scale = 0.9;
  FaceFit fit;
  fit.face = whole.parameters;
  fit.log_likelihood = whole.log_likelihood;
  fit.points_px = project(models_->face.shape, whole.parameters);
  Points2 merged_px = fit.points_px;
  const auto scale_px_per_mm = static_cast<double>(whole.parameters.pose.scale_px_per_mm);
  bool is_any_refined = false;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const Part& part = *parts_[i];
    const bool is_refined = scale_px_per_mm > least_share_of_scale * part.px_per_mm;
    is_any_refined = is_any_refined || is_refined;
    fit.parts.push_back(fit_part(gray, part, is_refined, fit.points_px, work.parts[i]));
    const Points2 part_points_px = project(models_->parts[i].model.shape, fit.parts.back());
    for (const auto& shared : part.shared_points) merged_px.row(shared.of_face) = part_points_px.row(shared.of_part);
  }
  if (!is_any_refined) return fit;
  fit.face = fit_shape(whole_.shape(), all_known_, merged_px, work.whole.shape).parameters;
  fit.points_px = project(models_->face.shape, fit.face);
  return fit;
}

const ModelFit& likeliest(const std::vector<ModelFit>& fits) {
  KIZASHI_CHECK(!fits.empty(), "fits to choose from");
  return *std::max_element(fits.begin(), fits.end(), [](const ModelFit& a, const ModelFit& b) {
    return std::pair(a.is_usable, a.log_likelihood) < std::pair(b.is_usable, b.log_likelihood);
  });
}

}  // namespace kizashi::face::openface
