// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/patch_responses.h"

#include <algorithm>
#include <limits>
#include <mutex>
#include <optional>

#include "kizashi/base/check.h"
#include "kizashi/face/openface/patch_area.h"
#include "kizashi/face/openface/patch_neurons.h"
#include "kizashi/face/openface/smoothness.h"
#include "kizashi/face/openface/window_norm.h"

namespace kizashi::face::openface {

namespace {

using MapRow = Eigen::Map<Eigen::VectorXf>;

/// Less its middle value: no patch's mean is asked for, and small numbers lose less when they add up.
void take_middle_off(PatchArea& area) {
  const auto count = static_cast<std::size_t>(area.side_px) * static_cast<std::size_t>(area.side_px);
  const float middle = area.values[count / 2];
  for (std::size_t i = 0; i < count; ++i) area.values[i] -= middle;
}

/// The smoothing matrices of a view's landmarks for one window size, worked out when they are first wanted: most views
/// never are.
struct Smoothings {
  std::once_flag once;
  std::vector<Eigen::MatrixXf> of_landmark;
};

}  // namespace

/// The experts of one view.
class PatchExperts::View {
 public:
  View(const PatchScale& scale, std::size_t view_idx)
      : scale_(scale), experts_(scale.experts[view_idx]), smoothings_(scale.windows.size()) {
    for (std::size_t i = 0; i < experts_.size(); ++i) {
      if (scale.is_visible[view_idx][i] && !experts_[i].neurons.empty()) landmarks_.push_back(i);
      neurons_.emplace_back(experts_[i]);
    }
  }

  [[nodiscard]] const std::vector<std::size_t>& landmarks() const { return landmarks_; }
  [[nodiscard]] const PatchExpert& expert(std::size_t landmark) const { return experts_[landmark]; }

  /// The response map of an area.
  void respond(PatchArea& area, std::size_t landmark, const Smoothings* smoothings, MapRow map) const {
    take_middle_off(area);
    MapValues inverse_norms;
    inverse_patch_norms(area, inverse_norms);
    alignas(32) MapValues sums;
    neurons_[landmark].look(area, inverse_norms, sums);
    const Eigen::Map<const Eigen::VectorXf> seen(sums.data(), map.size());
    if (smoothings != nullptr) {
      map.noalias() = smoothings->of_landmark[landmark] * seen;
    } else {
      map = plain_smoothing_of(experts_[landmark]) * seen;
    }
    const float least = map.minCoeff();
    if (least < 0.0F) map.array() -= least;
  }

  /// Null where the experts have no smoothness.
  [[nodiscard]] const Smoothings* smoothings(int window_px) const {
    if (landmarks_.empty() || experts_[landmarks_.front()].betas.empty()) return nullptr;
    for (std::size_t i = 0; i < scale_.windows.size(); ++i) {
      if (scale_.windows[i].window_px != window_px) continue;
      std::call_once(smoothings_[i].once, [this, i] { work_out(scale_.windows[i], smoothings_[i]); });
      return &smoothings_[i];
    }
    KIZASHI_CHECK(false, "a window size that the experts know");
    return nullptr;
  }

 private:
  void work_out(const WindowSmoothness& window, Smoothings& smoothings) const {
    smoothings.of_landmark.resize(experts_.size());
    for (const std::size_t i : landmarks_) smoothings.of_landmark[i] = smoothing_of(experts_[i], window);
  }

  const PatchScale& scale_;
  const std::vector<PatchExpert>& experts_;
  std::vector<std::size_t> landmarks_;          ///< visible ones
  std::vector<PatchNeurons> neurons_;           ///< by landmark
  mutable std::vector<Smoothings> smoothings_;  ///< by window size
};

PatchExperts::PatchExperts(const LandmarkModel& model) : model_(model) {
  for (const PatchScale& scale : model.scales) {
    auto& views = views_.emplace_back();
    for (std::size_t i = 0; i < scale.experts.size(); ++i) views.push_back(std::make_unique<const View>(scale, i));
  }
}

PatchExperts::~PatchExperts() = default;
PatchExperts::PatchExperts(PatchExperts&&) noexcept = default;

int PatchExperts::nearest_view(int scale_idx, const Eigen::Vector3f& angles_rad) const {
  const auto& views = model_.scales.at(static_cast<std::size_t>(scale_idx)).view_angles_rad;
  const auto distance = [&angles_rad](const Eigen::Vector3d& view) {
    return (view - angles_rad.cast<double>()).squaredNorm();
  };
  const auto nearest = std::min_element(views.begin(), views.end(),
                                        [&](const auto& a, const auto& b) { return distance(a) < distance(b); });
  return static_cast<int>(nearest - views.begin());
}

Eigen::VectorXf PatchExperts::confidences(int scale_idx, int view_idx) const {
  const View& view = *views_.at(static_cast<std::size_t>(scale_idx)).at(static_cast<std::size_t>(view_idx));
  Eigen::VectorXf confidences = Eigen::VectorXf::Zero(model_.shape.point_count());
  for (const std::size_t i : view.landmarks()) {
    confidences[static_cast<Eigen::Index>(i)] = static_cast<float>(view.expert(i).confidence);
  }
  return confidences;
}

void PatchExperts::respond(const cv::Mat& gray, const ResponseRequest& request, ResponseMaps& maps) const {
  KIZASHI_CHECK(request.window_px > 0 && request.window_px <= max_window_px, "a map that fits");
  const View& view =
      *views_.at(static_cast<std::size_t>(request.scale_idx)).at(static_cast<std::size_t>(request.view_idx));
  const Eigen::Index places = Eigen::Index{request.window_px} * request.window_px;
  maps.window_px = request.window_px;
  maps.values.resize(request.centres_px.rows(), places);
  maps.is_visible.assign(static_cast<std::size_t>(request.centres_px.rows()), false);
  maps.values.setZero();
  const PatchAreaSampler sampler(gray, request.picture_from_reference, area_side_px(request.window_px));
  const Smoothings* const smoothings = view.smoothings(request.window_px);
  PatchArea area;
  for (const std::size_t landmark : view.landmarks()) {
    const auto row = static_cast<Eigen::Index>(landmark);
    sampler.sample(request.centres_px.row(row), area);
    view.respond(area, landmark, smoothings, {maps.values.row(row).data(), places});
    maps.is_visible[landmark] = true;
  }
}

}  // namespace kizashi::face::openface
