// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/patch_responses.h"

#include <gmock/gmock.h>

#include <cmath>

#include "kizashi/base/check.h"
#include "kizashi/face/openface/patch_area.h"

namespace kizashi::face::openface {
namespace {

constexpr float tolerance = 1e-5F;

cv::Mat noise(cv::Size size_px, unsigned seed) {
  cv::Mat picture(size_px, CV_8UC1);
  cv::RNG random(seed);
  random.fill(picture, cv::RNG::UNIFORM, 0, 256);
  return picture;
}

/// One neuron that looks for a patch of a picture.
PatchExpert seeker_of(const cv::Mat& gray, const cv::Point& centre_px) {
  RowMajorMatrix weights(patch_side_px, patch_side_px);
  const int reach = patch_side_px / 2;
  for (int y = 0; y < patch_side_px; ++y) {
    for (int x = 0; x < patch_side_px; ++x) {
      weights(y, x) = gray.at<unsigned char>(centre_px.y + y - reach, centre_px.x + x - reach);
    }
  }
  weights.array() -= weights.mean();
  return {{{10.0, -5.0, 2.0, weights / weights.norm()}}, {}, 0.25};
}

LandmarkModel model_of(const std::vector<PatchExpert>& experts) {
  LandmarkModel model;
  model.shape.mean_mm.setZero(3 * static_cast<Eigen::Index>(experts.size()));
  PatchScale scale;
  scale.view_angles_rad = {{0.0, 0.0, 0.0}};
  for (const PatchExpert& expert : experts) {
    if (scale.is_visible.empty()) scale.is_visible.emplace_back();
    scale.is_visible.front().push_back(!expert.neurons.empty());
  }
  scale.experts = {experts};
  model.scales = {scale};
  return model;
}

ResponseRequest request_at(const std::vector<Eigen::Vector2f>& centres_px, int window_px) {
  ResponseRequest request;
  request.window_px = window_px;
  request.centres_px.resize(static_cast<Eigen::Index>(centres_px.size()), 2);
  for (std::size_t i = 0; i < centres_px.size(); ++i) {
    request.centres_px.row(static_cast<Eigen::Index>(i)) = centres_px[i].transpose();
  }
  return request;
}

ResponseMaps respond(const LandmarkModel& model, const cv::Mat& gray, const ResponseRequest& request) {
  ResponseMaps maps;
  PatchExperts(model).respond(gray, request, maps);
  return maps;
}

/// What a neuron sees in the patch round a place of the picture, straight from the definition.
double sight_of(const PatchNeuron& neuron, const cv::Mat& gray, int centre_x, int centre_y) {
  Eigen::MatrixXd patch(patch_side_px, patch_side_px);
  for (int y = 0; y < patch_side_px; ++y) {
    for (int x = 0; x < patch_side_px; ++x) {
      patch(y, x) = gray.at<unsigned char>(centre_y + y - patch_side_px / 2, centre_x + x - patch_side_px / 2);
    }
  }
  patch.array() -= patch.mean();
  if (patch.norm() > 0.0) patch /= patch.norm();
  const double product = neuron.weights.cast<double>().cwiseProduct(patch).sum();
  return 2.0 * neuron.alpha / (1.0 + std::exp(-(neuron.norm_weight * product + neuron.bias)));
}

TEST(PatchResponses, PeakWhereTheTemplateLies) {
  const cv::Mat gray = noise({60, 50}, 3);
  const LandmarkModel model = model_of({seeker_of(gray, {31, 22})});
  for (const int window_px : {3, 5, 7, 9, 11, 13, 15}) {
    const ResponseMaps maps = respond(model, gray, request_at({{30.0F, 23.0F}}, window_px));
    Eigen::Index place = 0;
    const float most = maps.values.row(0).maxCoeff(&place);
    const int middle = window_px / 2;
    EXPECT_EQ(place, (middle - 1) * window_px + middle + 1) << window_px;
    EXPECT_NEAR(most, 1.0 / (1.0 + std::exp(-5.0)), tolerance) << "2 alpha sigmoid(10 - 5) / (2 alpha)";
  }
}

TEST(PatchResponses, AreTheSumOfWhatEachNeuronSeesForAnyNumberOfThem) {
  const cv::Mat gray = noise({60, 50}, 3);
  for (const int neuron_count : {1, 7, 8, 9, 20}) {
    PatchExpert expert;
    double alpha_sum = 0.0;
    for (int i = 0; i < neuron_count; ++i) {
      PatchNeuron neuron = seeker_of(gray, {20 + i, 22}).neurons.front();
      neuron.alpha = 1.0 + i;
      neuron.bias = 0.1 * i - 2.0;
      neuron.weights.array() += 0.3F;  // a mean that must not count
      alpha_sum += neuron.alpha;
      expert.neurons.push_back(neuron);
    }
    for (const int window_px : {1, 3, 5, 9, 13}) {
      const ResponseMaps maps = respond(model_of({expert}), gray, request_at({{30.0F, 23.0F}}, window_px));
      double expected = 0.0;
      for (const PatchNeuron& neuron : expert.neurons) {
        expected += sight_of(neuron, gray, 30 - window_px / 2, 23 - window_px / 2);
      }
      EXPECT_NEAR(maps.values(0, 0), expected / (2.0 * alpha_sum), tolerance) << neuron_count << ' ' << window_px;
    }
  }
}

TEST(PatchResponses, OfAFlatPictureAreThoseOfTheBiasAlone) {
  const cv::Mat flat(40, 40, CV_8UC1, cv::Scalar(97));
  const cv::Mat gray = noise({40, 40}, 5);
  const ResponseMaps maps = respond(model_of({seeker_of(gray, {20, 20})}), flat, request_at({{20.0F, 20.0F}}, 9));
  const auto expected = static_cast<float>(1.0 / (1.0 + std::exp(5.0)));
  EXPECT_LT((maps.values.array() - expected).abs().maxCoeff(), tolerance);
}

TEST(PatchResponses, AreSmoothedAsTheComponentsSay) {
  constexpr int window_px = 3;
  constexpr int places = window_px * window_px;
  const cv::Mat gray = noise({60, 50}, 3);
  LandmarkModel model = model_of({seeker_of(gray, {31, 22})});
  const ResponseRequest request = request_at({{30.0F, 23.0F}}, window_px);
  const Eigen::VectorXf rough = respond(model, gray, request).values.row(0);

  Eigen::MatrixXf ties = Eigen::MatrixXf::Zero(places, places);  // of each place with the next
  for (int i = 0; i + 1 < places; ++i) {
    ties.block<2, 2>(i, i) += (Eigen::Matrix2f() << 1.0F, -1.0F, -1.0F, 1.0F).finished();
  }
  model.scales[0].windows = {{window_px, {ties}}};
  model.scales[0].experts[0][0].betas = {3.0};
  const Eigen::VectorXf smooth = respond(model, gray, request).values.row(0);
  // (2 alpha I + 2 beta S) smooth = 2 alpha rough, alpha = 2
  const Eigen::VectorXf back = smooth + 1.5F * (ties * smooth);
  EXPECT_LT((back - rough).cwiseAbs().maxCoeff(), tolerance);
}

TEST(PatchResponses, AreShiftedWhereSmoothingMakesThemNegative) {
  const cv::Mat gray = noise({60, 50}, 3);
  LandmarkModel model = model_of({seeker_of(gray, {31, 22})});
  Eigen::MatrixXf push = Eigen::MatrixXf::Constant(9, 9, 0.5F);
  push.diagonal().setConstant(1.0F);
  model.scales[0].windows = {{3, {push}}};
  model.scales[0].experts[0][0].betas = {20.0};
  const ResponseMaps maps = respond(model, gray, request_at({{30.0F, 23.0F}}, 3));
  EXPECT_EQ(maps.values.minCoeff(), 0.0F);
  EXPECT_GT(maps.values.maxCoeff(), 0.0F);
}

TEST(PatchResponses, AreZeroForLandmarksThatTheViewDoesNotShow) {
  const cv::Mat gray = noise({60, 50}, 3);
  const LandmarkModel model = model_of({seeker_of(gray, {31, 22}), {}, seeker_of(gray, {20, 20})});
  const ResponseMaps maps = respond(model, gray, request_at({{30, 23}, {30, 23}, {20, 20}}, 5));
  EXPECT_THAT(maps.is_visible, testing::ElementsAre(true, false, true));
  EXPECT_EQ(maps.values.row(1).cwiseAbs().maxCoeff(), 0.0F);
  EXPECT_GT(maps.values.row(2).maxCoeff(), 0.0F);
  const Eigen::VectorXf confidences = PatchExperts(model).confidences(0, 0);
  EXPECT_THAT(std::vector<float>(confidences.begin(), confidences.end()), testing::ElementsAre(0.25F, 0.0F, 0.25F));
}

TEST(PatchResponses, RefuseAWindowWhoseSmoothnessIsNotKnown) {
  const cv::Mat gray = noise({60, 50}, 3);
  LandmarkModel model = model_of({seeker_of(gray, {31, 22})});
  model.scales[0].windows = {{7, {Eigen::MatrixXf::Identity(49, 49)}}};
  model.scales[0].experts[0][0].betas = {1.0};
  EXPECT_THROW(respond(model, gray, request_at({{30, 23}}, 5)), base::ContractViolation);
}

TEST(PatchExperts, FindTheNearestView) {
  LandmarkModel model = model_of({PatchExpert{}});
  model.scales[0].view_angles_rad = {{0, 0, 0}, {0, -0.35, 0}, {0, 0.35, 0}};
  model.scales[0].is_visible.assign(3, {false});
  model.scales[0].experts.assign(3, {PatchExpert{}});
  const PatchExperts experts(model);
  EXPECT_EQ(experts.nearest_view(0, {0.3F, 0.1F, 0.0F}), 0);
  EXPECT_EQ(experts.nearest_view(0, {0.0F, -0.2F, 0.0F}), 1);
  EXPECT_EQ(experts.nearest_view(0, {0.0F, 1.5F, 0.2F}), 2);
}

}  // namespace
}  // namespace kizashi::face::openface
