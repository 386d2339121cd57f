// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/model_fitter.h"

#include <Eigen/LU>
#include <algorithm>
#include <cmath>

#include "kizashi/base/check.h"
#include "kizashi/face/openface/shape_step.h"
#include "kizashi/face/openface/upright_frame.h"

namespace kizashi::face::openface {

namespace {

constexpr double least_scale_px_per_mm = 0.25;
/// Below it finer scales than this one show nothing more.
constexpr double least_scale_of_finer_px_per_mm = 0.30;

/// How much finer than the coarsest scale, in octaves. Counted to the third scale.
double octaves_finer(const LandmarkModel& model, std::size_t scale_idx) {
  constexpr double coarsest_px_per_mm = 0.25;
  constexpr std::size_t last_idx = 2;
  return std::log2(model.scales[std::min(scale_idx, last_idx)].px_per_mm / coarsest_px_per_mm);
}

Eigen::VectorXd trust_of(const PatchScale& scale, std::size_t view_idx, double trust_factor) {
  const auto& is_visible = scale.is_visible[view_idx];
  Eigen::VectorXd trust = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(is_visible.size()));
  for (std::size_t i = 0; i < is_visible.size(); ++i) {
    if (!is_visible[i]) continue;
    const double confidence = scale.experts[view_idx][i].confidence;
    trust[static_cast<Eigen::Index>(i)] = trust_factor > 0.0 ? trust_factor * confidence : 1.0;
  }
  return trust;
}

/// Ways turned and scaled, one a row; rounded to single precision for the reason given with FloatPlacement.
template <typename Ways>
void turn(const Eigen::Matrix2f& turn, const Ways& ways, Eigen::MatrixX2d& turned) {
  for (Eigen::Index i = 0; i < turned.rows(); ++i) {
    const auto x = static_cast<float>(ways(i, 0));
    const auto y = static_cast<float>(ways(i, 1));
    for (int axis = 0; axis < 2; ++axis) {
      turned(i, axis) = static_cast<double>(std::fma(turn(axis, 0), x, turn(axis, 1) * y));
    }
  }
}

}  // namespace

struct ModelFitter::Search {
  const Scale* scale = nullptr;
  const TrustedPoints* trusted = nullptr;
  const KernelTable* kernels = nullptr;
  Eigen::Matrix2f upright_from_picture;
  Eigen::Matrix2f picture_from_upright;

  /// Sets the offsets in the maps, the mean shifts and, in the picture, the residuals. No where the shape lies still.
  bool find_residuals(bool is_first, FitWorkspace& work) const {
    constexpr double least_move_px = 0.01;
    if (!is_first && (work.shape.places_px - work.before_px).norm() < least_move_px) return false;
    work.before_px = work.shape.places_px;
    turn(upright_from_picture, work.shape.places_px - work.base_px, work.offsets_px);
    work.offsets_px.array() += (kernels->window_px() - 1) / 2.0;
    find_mean_shifts(work.maps, *kernels, work.offsets_px, work.shifts_px);
    turn(picture_from_upright, work.shifts_px, work.shape.residuals_px);
    return true;
  }
};

FitWorkspace::FitWorkspace(const PreparedShape& prepared)
    : shape(prepared),
      base_px(prepared.point_count(), 2),
      before_px(prepared.point_count(), 2),
      offsets_px(prepared.point_count(), 2),
      shifts_px(prepared.point_count(), 2) {}

ModelFitter::ModelFitter(const LandmarkModel& model, const ModelFitterOptions& options)
    : shape_(model.shape), experts_(model), most_iterations_(options.most_iterations) {
  for (std::size_t i = 0; i < model.scales.size(); ++i) scales_.push_back(prepare_scale(model, i, options));
}

ModelFitter::Scale ModelFitter::prepare_scale(const LandmarkModel& model, std::size_t scale_idx,
                                              const ModelFitterOptions& options) const {
  constexpr double least_regularisation = 0.001;
  const double octaves = options.refines_finer ? octaves_finer(model, scale_idx) : 0.0;
  const PatchScale& patches = model.scales[scale_idx];
  Scale scale;
  scale.px_per_mm = patches.px_per_mm;
  scale.regularisation = std::max(options.regularisation - 15.0 * octaves, least_regularisation);
  scale.sigma_px = options.sigma_px + 0.25 * octaves;
  const double trust_factor = options.trust_factor * (1.0 + 2.0 * octaves);
  for (std::size_t view = 0; view < patches.is_visible.size(); ++view) {
    scale.trusted_by_view.emplace_back(shape_, trust_of(patches, view, trust_factor));
  }
  for (const int window_px : supported_windows_px) scale.kernels.emplace_back(window_px, scale.sigma_px);
  return scale;
}

ModelFitter::Search ModelFitter::look(const cv::Mat& gray, std::size_t scale_idx, int window_px, const WeakPose& pose,
                                      FitWorkspace& work) const {
  const int idx = static_cast<int>(scale_idx);
  Search search;
  search.scale = &scales_[scale_idx];
  const auto kernels = std::find_if(search.scale->kernels.begin(), search.scale->kernels.end(),
                                    [&](const KernelTable& table) { return table.window_px() == window_px; });
  KIZASHI_CHECK(kernels != search.scale->kernels.end(), "a supported window");
  search.kernels = &*kernels;
  work.request.scale_idx = idx;
  work.request.view_idx = experts_.nearest_view(idx, pose.angles_rad);
  work.request.window_px = window_px;
  search.trusted = &search.scale->trusted_by_view[static_cast<std::size_t>(work.request.view_idx)];
  search.upright_from_picture =
      upright_from_picture(work.shape.places_px, work.shape.shape_mm, search.scale->px_per_mm).cast<float>();
  search.picture_from_upright = search.upright_from_picture.cast<double>().inverse().cast<float>();
  work.base_px = work.shape.places_px;
  work.request.centres_px = work.base_px.cast<float>();
  work.request.picture_from_reference = search.picture_from_upright;
  experts_.respond(gray, work.request, work.maps);
  return search;
}

void ModelFitter::fit_pose(const Search& search, ShapeParameters& parameters, FitWorkspace& work) const {
  for (int i = 0; i < most_iterations_ && search.find_residuals(i == 0, work); ++i) {
    const PoseStep step = pose_step(static_cast<double>(parameters.pose.scale_px_per_mm), *search.trusted, work.shape);
    parameters.pose = advance(parameters.pose, work.shape.rotation, step);
    if (hold_likely(shape_, parameters.weights)) bend(shape_, parameters.weights, work.shape);
    place(parameters.pose, work.shape);
  }
}

void ModelFitter::fit_pose_and_shape(const Search& search, ShapeParameters& parameters, FitWorkspace& work) const {
  for (int i = 0; i < most_iterations_ && search.find_residuals(i == 0, work); ++i) {
    const Eigen::VectorXd& step =
        full_step(parameters, search.scale->regularisation, shape_, *search.trusted, work.shape);
    parameters.pose = advance(parameters.pose, work.shape.rotation, step.head<6>());
    parameters.weights += step.tail(shape_.mode_count()).cast<float>();
    hold_likely(shape_, parameters.weights);
    bend(shape_, parameters.weights, work.shape);
    place(parameters.pose, work.shape);
  }
}

ModelFit ModelFitter::fit(const cv::Mat& gray, const ShapeParameters& start, std::span<const int> windows_px,
                          FitWorkspace& work) const {
  KIZASHI_CHECK(windows_px.size() == scales_.size(), "one window a scale");
  ModelFit fit{start, 0.0, false};
  bend(shape_, start.weights, work.shape);
  place(start.pose, work.shape);
  for (std::size_t i = 0; i < scales_.size(); ++i) {
    if (windows_px[i] == 0) continue;
    const Search search = look(gray, i, windows_px[i], fit.parameters.pose, work);
    fit_pose(search, fit.parameters, work);
    fit_pose_and_shape(search, fit.parameters, work);
    const auto scale_px_per_mm = static_cast<double>(fit.parameters.pose.scale_px_per_mm);
    // Said this way round, a fit that has run off to no number is none either.
    fit.is_usable = scale_px_per_mm >= least_scale_px_per_mm;
    const bool is_last =
        i + 1 == scales_.size() || windows_px[i + 1] == 0 || !(scale_px_per_mm >= least_scale_of_finer_px_per_mm);
    if (is_last) fit.log_likelihood = log_likelihood_of(work.maps, search.scale->sigma_px, work.offsets_px);
    if (is_last || !fit.is_usable) break;
  }
  return fit;
}

}  // namespace kizashi::face::openface
