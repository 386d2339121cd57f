// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "kizashi/face/openface/patch_area.h"
#include "kizashi/face/openface/patch_responses.h"
#include "kizashi/face/openface/stage_reference.h"

namespace kizashi::face::openface {
namespace {

constexpr float map_tolerance = 1e-5F;  ///< of the map's largest value

/// One scale at which one model was fitted to a frame.
struct StoredScale {
  std::string path;
  std::string files;  ///< what their names begin with
  const LandmarkModel* model = nullptr;
};

std::vector<StoredScale> stored_scales(const StageReference& reference, const Models& models) {
  std::vector<StoredScale> scales;
  const auto add = [&](const std::string& fit, const std::string& name, const LandmarkModel& model) {
    const std::string list = fit + ".scales";
    for (std::size_t i = 0; reference.has(list) && i < reference.size(list); ++i) {
      const std::string path = list + "." + std::to_string(i);
      const int scale_idx = static_cast<int>(reference.number(path + ".scale_index"));
      scales.push_back({path, name + "_s" + std::to_string(scale_idx), &model});
    }
  };
  add("face_fit", "face", models.face);
  for (const PartModel& part : models.parts) add("parts." + part.name, part.name, part.model);
  return scales;
}

ResponseRequest request_of(const StageReference& reference, const std::string& path) {
  ResponseRequest request;
  request.scale_idx = static_cast<int>(reference.number(path + ".scale_index"));
  request.view_idx = static_cast<int>(reference.number(path + ".view"));
  request.window_px = static_cast<int>(reference.number(path + ".window"));
  request.centres_px = reference.points(path + ".base_points");
  request.picture_from_reference = reference.rows(path + ".ref_to_image").cast<float>();
  return request;
}

/// The stored values that belong to the n-th landmark of those stored.
Eigen::VectorXf part_of(const NumpyArray& stored, Eigen::Index n) {
  const Eigen::Index size = Eigen::Index{stored.shape.at(1)} * stored.shape.at(2);
  return Eigen::Map<const Eigen::VectorXd>(stored.values.data() + n * size, size).cast<float>();
}

Eigen::VectorXf area_of(const cv::Mat& gray, const ResponseRequest& request, Eigen::Index landmark) {
  const int side_px = area_side_px(request.window_px);
  PatchArea area;
  PatchAreaSampler(gray, request.picture_from_reference, side_px).sample(request.centres_px.row(landmark), area);
  return Eigen::Map<const Eigen::VectorXf>(area.values.data(), Eigen::Index{side_px} * side_px) /
         PatchArea::steps_per_level;
}

/// Calls `compare` with every scale that any stored frame was fitted at; false where there is none.
template <typename Compare>
bool for_each_stored_scale(const Compare& compare) {
  const auto models = shared_models();
  if (models == nullptr) return false;
  for (const auto& [clip, number] : stage_frames()) {
    const auto reference = StageReference::open(clip, number);
    if (!reference) return false;
    for (const StoredScale& scale : stored_scales(*reference, *models)) {
      SCOPED_TRACE(clip + " " + std::to_string(number) + " " + scale.path);
      compare(*reference, scale);
    }
  }
  return true;
}

TEST(PatchReference, AreasEqualThoseThatOpenFaceCutOut) {
  const bool was_compared = for_each_stored_scale([](const StageReference& reference, const StoredScale& scale) {
    const ResponseRequest request = request_of(reference, scale.path);
    const Eigen::VectorXd landmarks = reference.numbers(scale.path + ".map_points");
    const NumpyArray stored = reference.array(scale.files + "_area");
    for (Eigen::Index i = 0; i < landmarks.size(); ++i) {
      const Eigen::VectorXf area = area_of(reference.frame_gray(), request, static_cast<Eigen::Index>(landmarks[i]));
      EXPECT_EQ((area - part_of(stored, i)).cwiseAbs().maxCoeff(), 0.0F) << "landmark " << landmarks[i];
    }
  });
  if (!was_compared) GTEST_SKIP() << "no models or no reference values of the stages";
}

TEST(PatchReference, MapsAgreeWithOpenFace) {
  const bool was_compared = for_each_stored_scale([](const StageReference& reference, const StoredScale& scale) {
    const ResponseRequest request = request_of(reference, scale.path);
    ResponseMaps maps;
    PatchExperts(*scale.model).respond(reference.frame_gray(), request, maps);
    const auto visible = std::count(maps.is_visible.begin(), maps.is_visible.end(), true);
    EXPECT_EQ(visible, static_cast<int>(reference.number(scale.path + ".visible_points")));
    const Eigen::VectorXd landmarks = reference.numbers(scale.path + ".map_points");
    const NumpyArray stored = reference.array(scale.files + "_response");
    for (Eigen::Index i = 0; i < landmarks.size(); ++i) {
      const Eigen::VectorXf expected = part_of(stored, i);
      const Eigen::VectorXf map = maps.values.row(static_cast<Eigen::Index>(landmarks[i]));
      EXPECT_LT((map - expected).cwiseAbs().maxCoeff(), map_tolerance * expected.maxCoeff()) << landmarks[i];
    }
  });
  if (!was_compared) GTEST_SKIP() << "no models or no reference values of the stages";
}

TEST(PatchReference, ViewsAreThoseThatOpenFaceChose) {
  const bool was_compared = for_each_stored_scale([](const StageReference& reference, const StoredScale& scale) {
    const Eigen::Vector3f angles_rad = reference.numbers(scale.path + ".global_before").segment<3>(1).cast<float>();
    const int scale_idx = static_cast<int>(reference.number(scale.path + ".scale_index"));
    EXPECT_EQ(PatchExperts(*scale.model).nearest_view(scale_idx, angles_rad), reference.number(scale.path + ".view"));
  });
  if (!was_compared) GTEST_SKIP() << "no models or no reference values of the stages";
}

}  // namespace
}  // namespace kizashi::face::openface
