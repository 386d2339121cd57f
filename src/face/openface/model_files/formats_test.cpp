// SPDX-License-Identifier: Apache-2.0
// What each parser takes from the synthetic files, whose numbers follow from formulas, and that it takes nothing else.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <numbers>

#include "kizashi/face/openface/appearance.h"
#include "kizashi/face/openface/model_files/network_file.h"
#include "kizashi/face/openface/model_files/patch_expert_file.h"
#include "kizashi/face/openface/model_files/predictor_file.h"
#include "kizashi/face/openface/model_files/shape_model_file.h"
#include "kizashi/face/openface/model_files/synthetic_models.h"
#include "kizashi/face/openface/model_files/triangulation_file.h"
#include "kizashi/face/openface/model_files/validator_file.h"

namespace kizashi::face::openface {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

const std::string face_patches = "model/patch_experts/ccnf_patches_0.35_general.txt";
const std::string eye_patches = "model/model_eye/patch_experts/left_eye_1.5.txt";
const std::string validator = "model/detection_validation/validator_cnn.txt";

TEST(ShapeModelFile, GivesMeanModesAndVariances) {
  const auto model = parse_shape_model(synthetic_file("model/pdms/face.txt"), "face.txt", 68);
  ASSERT_TRUE(model.ok()) << model.error().message;
  EXPECT_EQ(model->point_count(), 68);
  EXPECT_EQ(model->mode_count(), 6);
  EXPECT_EQ(model->mean_mm[10], -30.0F);
  EXPECT_EQ(model->mean_mm[68 + 10], -20.0F);
  EXPECT_EQ(model->mean_mm[136 + 10], 5.0F);
  EXPECT_EQ(model->modes, (Eigen::MatrixXf::Identity(204, 6)));
  EXPECT_EQ(model->variances[5], 95.0F);
}

TEST(ShapeModelFile, RefusesVariancesThatAreNone) {
  const auto model = parse_shape_model("3\n1\n6\n1\n2\n3\n3\n1\n6\n1\n0\n0\n1\n1\n6\n0\n", "a.txt", 1);
  ASSERT_FALSE(model.ok());
  EXPECT_THAT(model.error().message, HasSubstr("a.txt, line 13: a variance is not positive"));
}

TEST(TriangulationFile, GivesTheTrianglesOfEachView) {
  const auto triangles = parse_triangulation(synthetic_file("AU_predictors/tris.txt"), "tris.txt");
  ASSERT_TRUE(triangles.ok());
  EXPECT_EQ(triangles->rows(), 5);
  EXPECT_EQ((*triangles)(4, 2), 6);
  const auto views = parse_triangulations(synthetic_file("model/tris_68.txt"), "tris_68.txt");
  ASSERT_TRUE(views.ok());
  EXPECT_THAT(*views, SizeIs(2));
}

TEST(TriangulationFile, RefusesLandmarksThatThereAreNot) {
  for (const std::string wrong : {"68", "-1"}) {
    const auto triangles = parse_triangulation("1\n3\n4\n0 1 " + wrong, "tris.txt");
    ASSERT_FALSE(triangles.ok());
    EXPECT_THAT(triangles.error().message, HasSubstr("tris.txt, line 1: a triangle names a landmark"));
  }
}

TEST(PatchExpertFile, GivesViewsWindowsAndNeurons) {
  const auto scale = parse_patch_experts(synthetic_file(face_patches), "patches.txt", 68);
  ASSERT_TRUE(scale.ok()) << scale.error().message;
  EXPECT_EQ(scale->px_per_mm, 0.35);
  ASSERT_THAT(scale->view_angles_rad, SizeIs(2));
  EXPECT_DOUBLE_EQ(scale->view_angles_rad[1].y(), -std::numbers::pi / 4);
  EXPECT_TRUE(scale->is_visible[0][67]);
  EXPECT_FALSE(scale->is_visible[1][67]);
  EXPECT_THAT(scale->experts[1][67].neurons, SizeIs(0));
  const PatchExpert& expert = scale->experts[1][20];
  EXPECT_DOUBLE_EQ(expert.confidence, 1.2);
  EXPECT_EQ(expert.betas, std::vector{0.5});
  ASSERT_THAT(expert.neurons, SizeIs(2));
  EXPECT_EQ(expert.neurons[1].norm_weight, 2.5);
  EXPECT_EQ(expert.neurons[1].bias, 0.25);
  EXPECT_EQ(expert.neurons[1].alpha, 1.5);
  EXPECT_FLOAT_EQ(expert.neurons[1].weights(3, 7), 3.07F);
}

TEST(PatchExpertFile, GivesTheSmoothnessOfEachWindowOrNone) {
  const auto face = parse_patch_experts(synthetic_file(face_patches), "patches.txt", 68);
  ASSERT_TRUE(face.ok());
  ASSERT_THAT(face->windows, SizeIs(2));
  EXPECT_EQ(face->windows[1].window_px, 9);
  ASSERT_THAT(face->windows[1].components, SizeIs(1));
  EXPECT_EQ(face->windows[1].components[0].rows(), 81);
  EXPECT_EQ(face->windows[1].components[0](80, 80), 2.0F);
  EXPECT_EQ(face->windows[1].components[0](0, 80), 0.25F);
  const auto eye = parse_patch_experts(synthetic_file(eye_patches), "patches.txt", 28);
  ASSERT_TRUE(eye.ok()) << eye.error().message;
  ASSERT_THAT(eye->windows, SizeIs(2));
  EXPECT_THAT(eye->windows[0].components, SizeIs(0));
  EXPECT_THAT(eye->experts[0][0].betas, SizeIs(0));
}

TEST(NetworkFile, GivesLayersWhoseKernelsLieAsStored) {
  const auto network =
      parse_detector_network(synthetic_file("model/mtcnn_detector/PNet.dat"), "PNet.dat", DetectorNetwork::proposal);
  ASSERT_TRUE(network.ok()) << network.error().message;
  ASSERT_THAT(network->layers, SizeIs(8));
  const auto& first = std::get<ConvolutionLayer>(network->layers[0]);
  ASSERT_THAT(first.kernels, SizeIs(3));
  EXPECT_FLOAT_EQ(first.kernels[2][0](1, 2), 2.012F);
  EXPECT_FLOAT_EQ(std::get<ConvolutionLayer>(network->layers[5]).kernels[0][1](2, 1), 0.121F);
  EXPECT_FLOAT_EQ(std::get<ConvolutionLayer>(network->layers[5]).biases[1], 1.5F);
  EXPECT_EQ(std::get<MaxPoolLayer>(network->layers[2]).step_x, 2);
  EXPECT_FLOAT_EQ(std::get<ParametricReluLayer>(network->layers[6]).slopes[1], 1.25F);
  const auto& last = std::get<FullyConnectedLayer>(network->layers[7]);
  EXPECT_FLOAT_EQ(last.weights(1, 5), 1.05F);
  EXPECT_FLOAT_EQ(last.biases[5], 0.5F);
}

TEST(NetworkFile, RefusesTheNetworkOfAnotherStep) {
  const auto network =
      parse_detector_network(synthetic_file("model/mtcnn_detector/PNet.dat"), "PNet.dat", DetectorNetwork::refinement);
  ASSERT_FALSE(network.ok());
  EXPECT_THAT(network.error().message, HasSubstr("a fully connected layer's weights: 2 x 6"));
}

TEST(ValidatorFile, GivesViewsWithNetworksAndWarps) {
  const auto model = parse_validator(synthetic_file(validator), "validator.txt");
  ASSERT_TRUE(model.ok()) << model.error().message;
  ASSERT_THAT(model->views, SizeIs(2));
  const ValidatorView& view = model->views[1];
  EXPECT_DOUBLE_EQ(view.angles_rad.y(), std::numbers::pi / 4);
  EXPECT_EQ(view.mean.size(), 1600);
  EXPECT_EQ(view.standard_deviation[500], 1.5);
  EXPECT_THAT(view.network.layers, SizeIs(9));
  EXPECT_TRUE(std::holds_alternative<ReluLayer>(view.network.layers[1]));
  EXPECT_EQ(view.warp.width_px, 60);
  EXPECT_EQ(view.warp.min_x, -30.0);
  EXPECT_EQ(view.warp.min_y, -25.0);
  EXPECT_EQ(view.warp.destination(3, 1), 68 + 3 - 30.0);
  EXPECT_EQ(view.warp.triangle_of_pixel(2, 1), 1);
  EXPECT_EQ(view.warp.triangle_of_pixel(1, 2), 0);
  EXPECT_EQ(view.warp.triangle_of_pixel(0, 40), -1);
  EXPECT_EQ(view.warp.mask(0, 39), 1);
  EXPECT_DOUBLE_EQ(view.warp.alpha(1, 2), 1.2);
  EXPECT_DOUBLE_EQ(view.warp.beta(1, 2), 0.8);
}

base::Result<PredictorFile> predictor(const std::string& name) {
  return parse_predictor(synthetic_file("AU_predictors/" + name), name, feature_count);
}

TEST(PredictorFile, GivesKindCutoffAndWhichSignMeansPresent) {
  const auto moving = predictor("svr/01.dat");
  ASSERT_TRUE(moving.ok()) << moving.error().message;
  EXPECT_FALSE(moving->is_presence);
  EXPECT_TRUE(moving->predictor.is_dynamic);
  EXPECT_EQ(moving->predictor.cutoff, 0.55);
  EXPECT_EQ(moving->means[4701], 4.701);
  EXPECT_EQ(moving->predictor.weights[5], 2.0);
  EXPECT_EQ(moving->predictor.bias, 0.125);
  EXPECT_EQ(predictor("svr/02.dat")->predictor.cutoff, std::nullopt);
  EXPECT_EQ(predictor("svr/12.dat")->predictor.is_dynamic, false);
  EXPECT_TRUE(predictor("svm/12.dat")->is_presence);
  EXPECT_TRUE(predictor("svm/12.dat")->predictor.positive_is_present);
  EXPECT_FALSE(predictor("svm/01.dat")->predictor.positive_is_present);
}

/// A file of the synthetic folder and its parser, which is handed the bytes and their name.
struct ParsedFile {
  std::string file;
  std::function<base::Status(const std::string& bytes, const std::string& name)> parse;
};

void PrintTo(const ParsedFile& parsed, std::ostream* out) { *out << parsed.file; }

template <typename T>
base::Status status_of(const base::Result<T>& result) {
  return result.ok() ? base::Status() : base::Status(result.error());
}

std::vector<ParsedFile> parsed_files() {
  const auto network = [](DetectorNetwork which) {
    return
        [which](const auto& bytes, const auto& name) { return status_of(parse_detector_network(bytes, name, which)); };
  };
  const auto patches = [](int point_count) {
    return [point_count](const auto& bytes, const auto& name) {
      return status_of(parse_patch_experts(bytes, name, point_count));
    };
  };
  const auto unit = [](const auto& bytes, const auto& name) {
    return status_of(parse_predictor(bytes, name, feature_count));
  };
  return {{face_patches, patches(68)},
          {eye_patches, patches(28)},
          {validator, [](const auto& bytes, const auto& name) { return status_of(parse_validator(bytes, name)); }},
          {"model/mtcnn_detector/PNet.dat", network(DetectorNetwork::proposal)},
          {"model/mtcnn_detector/RNet.dat", network(DetectorNetwork::refinement)},
          {"model/mtcnn_detector/ONet.dat", network(DetectorNetwork::output)},
          {"AU_predictors/svr/01.dat", unit},
          {"AU_predictors/svm/12.dat", unit}};
}

class BinaryFile : public testing::TestWithParam<ParsedFile> {
 protected:
  std::string whole_ = synthetic_file(GetParam().file);

  [[nodiscard]] base::Status parse(const std::string& bytes) const { return GetParam().parse(bytes, "the.file"); }
};

TEST_P(BinaryFile, IsTakenAsMade) {
  const auto status = parse(whole_);
  EXPECT_TRUE(status.ok()) << status.error().message;
}

TEST_P(BinaryFile, IsRefusedWhereverItBreaksOff) {
  constexpr std::size_t step_bytes = 397;  // a prime: it meets all places within numbers
  for (std::size_t length = 0; length < whole_.size(); length += step_bytes) {
    const auto status = parse(whole_.substr(0, length));
    ASSERT_FALSE(status.ok()) << length;
    EXPECT_EQ(status.error().code, base::ErrorCode::unusable_model);
    EXPECT_THAT(status.error().message, testing::MatchesRegex("the\\.file, byte [0-9]+: the file ends within .*"));
  }
}

TEST_P(BinaryFile, IsRefusedWithAByteTooMany) {
  const auto status = parse(whole_ + "x");
  ASSERT_FALSE(status.ok());
  EXPECT_THAT(status.error().message, HasSubstr(", byte " + std::to_string(whole_.size()) + ": 1 bytes more"));
}

INSTANTIATE_TEST_SUITE_P(Formats, BinaryFile, testing::ValuesIn(parsed_files()), [](const auto& instance) {
  std::string name = instance.param.file;
  for (char& one : name) one = std::isalnum(static_cast<unsigned char>(one)) != 0 ? one : '_';
  return name;
});

}  // namespace
}  // namespace kizashi::face::openface
