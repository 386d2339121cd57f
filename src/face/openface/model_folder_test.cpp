// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/model_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <limits>

#include "kizashi/base/hash.h"
#include "kizashi/face/openface/model_files/synthetic_models.h"
#include "kizashi/face/openface/stage_reference.h"

namespace kizashi::face::openface {
namespace {

using testing::AllOf;
using testing::DoubleEq;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pointwise;
using testing::SizeIs;

std::vector<std::string> names_of(const std::vector<PartModel>& parts) {
  std::vector<std::string> names;
  for (const PartModel& part : parts) names.push_back(part.name);
  return names;
}

std::vector<std::string> units_of(const std::vector<Predictor>& predictors) {
  std::vector<std::string> units;
  for (const Predictor& predictor : predictors) units.emplace_back(code_of(predictor.unit));
  return units;
}

TEST(ModelFolder, LoadsWhole) {
  const auto loaded = load_model_folder(synthetic_folder());
  ASSERT_TRUE(loaded.ok()) << loaded.error().message;
  const Models& models = **loaded;
  EXPECT_THAT(models.face.scales, SizeIs(3));
  EXPECT_EQ(models.face.shape.point_count(), 68);
  EXPECT_THAT(names_of(models.parts), ElementsAre("inner", "left_eye_28", "right_eye_28"));
  EXPECT_EQ(models.parts[0].model.shape.point_count(), 51);
  EXPECT_EQ(models.parts[2].shared_points[1].of_face, 43);
  EXPECT_EQ(models.parts[2].shared_points[1].of_part, 10);
  EXPECT_THAT(models.parts[2].model.scales, SizeIs(2));
  EXPECT_THAT(models.detector.output.layers, SizeIs(14));
  EXPECT_THAT(models.validator.views, SizeIs(2));
  EXPECT_THAT(units_of(models.videos.intensities), ElementsAre("AU01", "AU02", "AU12"));
  EXPECT_THAT(units_of(models.videos.presences), ElementsAre("AU01", "AU12"));
  EXPECT_THAT(units_of(models.stills.presences), ElementsAre("AU04"));
  EXPECT_EQ(models.videos.intensities[2].bias, 0.375);
  EXPECT_EQ(models.videos.triangles.rows(), 5);
  EXPECT_EQ(models.videos.means[4701], 4.701);
}

TEST(ModelFolder, TellsTheChecksumOfEveryFileByItsPathInSortedOrder) {
  const auto models = *load_model_folder(synthetic_folder());
  std::vector<std::string> names;
  for (const auto& [name, sha256] : models->sha256_of_file) {
    names.push_back(name);
    EXPECT_EQ(sha256, *base::sha256_of_file(synthetic_folder() / name));
  }
  EXPECT_THAT(names, SizeIs(38));
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
  EXPECT_EQ(names.front(), "AU_predictors/AU_best.txt");
}

/// Both parts of the folder, by where they may lie and what is then given.
struct Layout {
  std::string name;
  std::string model;
  std::string predictors;
  std::string given;
};

class ModelFolderLayout : public testing::TestWithParam<Layout> {};

TEST_P(ModelFolderLayout, IsFoundAndNamesTheSameFiles) {
  const ChangedModelFolder folder;
  folder.move("model", GetParam().model);
  folder.move("AU_predictors", GetParam().predictors);
  const auto loaded = load_model_folder(folder.path() / GetParam().given);
  ASSERT_TRUE(loaded.ok()) << loaded.error().message;
  EXPECT_EQ((*loaded)->sha256_of_file, (*load_model_folder(synthetic_folder()))->sha256_of_file);
}

INSTANTIATE_TEST_SUITE_P(EachWay, ModelFolderLayout,
                         testing::Values(Layout{"below", "any/model", "any/AU_predictors", "any"},
                                         Layout{"slash", "any/model", "any/AU_predictors", "any/"},
                                         Layout{"beside", "any/landmarks", "any/AU_predictors", "any/landmarks"},
                                         Layout{"beside_slash", "any/landmarks", "any/AU_predictors", "any/landmarks/"},
                                         Layout{"within", "any/landmarks", "any/landmarks/AU_predictors",
                                                "any/landmarks"},
                                         Layout{"within_model", "any/model", "any/model/AU_predictors", "any"}),
                         [](const auto& instance) { return instance.param.name; });

/// One thing wrong with a folder, and what the error must say.
struct Damage {
  std::string name;
  std::string file;
  std::function<std::string(std::string)> change;
  std::string place;  ///< after the file's path
};

void PrintTo(const Damage& damage, std::ostream* out) { *out << damage.name; }

std::function<std::string(std::string)> replace(const std::string& old_text, const std::string& new_text) {
  return [=](std::string bytes) { return bytes.replace(bytes.find(old_text), old_text.size(), new_text); };
}

template <typename T>
std::function<std::string(std::string)> put(std::size_t offset, T value) {
  return [=](std::string bytes) {
    std::memcpy(bytes.data() + offset, &value, sizeof value);
    return bytes;
  };
}

std::function<std::string(std::string)> put_at_end(double value) {
  return [=](const std::string& bytes) { return put(bytes.size() - sizeof value, value)(bytes); };
}

std::vector<Damage> damages() {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  const std::string patches = "model/patch_experts/ccnf_patches_0.25_general.txt";
  const std::string validator = "model/detection_validation/validator_cnn.txt";
  const std::string main_list = "model/main_clnf_general.txt";
  return {
      {"pdm_of_other_points", "model/pdms/face.txt", replace("204", "201"), ", line 2: the mean shape: 201 x 1"},
      {"pdm_type", "model/pdms/face.txt", replace("\n6\n", "\n5\n"), ", line 2: the mean shape: 204 x 1 of type 5"},
      {"triangle", "model/tris_68.txt", replace("0 1 2", "0 1 68"), ", line 4: a triangle names a landmark"},
      {"patch_scale", patches, put(0, nan), ", byte 0: the scale is not a finite number"},
      {"patch_negative_scale", patches, put(0, -0.25), ", byte 0: the scale is not positive"},
      {"patch_views", patches, put<std::int32_t>(8, 1'000'000'000), ", byte 8: the number of views is 1000000000"},
      {"patch_view_angle", patches, put<std::int32_t>(12, 2), ", byte 12: the middle of a view: 2 x 1 of type 6"},
      {"patch_visibility", patches, put<std::int32_t>(84, 67), ", byte 84: the visibility of a view's landmarks: 67"},
      {"patch_visible", patches, put<std::int32_t>(96, 2), ", byte 84: a visibility is neither 0 nor 1"},
      {"patch_smoothness", patches, put<std::int32_t>(664, 51), ", byte 664: a smoothness component: 51 x 25"},
      {"patch_scales", "model/clnf_general.txt", replace("PatchesCCNF", "Nothing"), ": it names 2 PatchesCCNF"},
      {"network_maps", "model/mtcnn_detector/PNet.dat", put<std::int32_t>(8, 2), ", byte 8: the number of a conv"},
      {"network_layers", "model/mtcnn_detector/PNet.dat", put<std::int32_t>(0, -1), ", byte 0: the number of layers"},
      {"network_type", "model/mtcnn_detector/ONet.dat", put<std::int32_t>(4, 5), ", byte 4: a layer's type is 5"},
      {"validator_type", validator, put<std::int32_t>(0, 1), ", byte 0: the validator's type is 1, must be 3"},
      {"predictor_type", "AU_predictors/svr/12.dat", put<std::int32_t>(0, 2), ", byte 0: the predictor's type is 2"},
      {"predictor_cutoff", "AU_predictors/svr/01.dat", put(4, 1.5), ", byte 4: the cutoff is 1.5"},
      {"predictor_size", "AU_predictors/svr/12.dat", put<std::int32_t>(8, 4669), ", byte 4: the features' means: 1 x"},
      {"predictor_bias", "AU_predictors/svr/12.dat", put_at_end(nan), ", byte 75260: the bias is not a finite number"},
      {"predictor_class", "AU_predictors/svm/12.dat", put_at_end(2.0), ", byte 75276: the classes are 1 and 2"},
      {"part_landmark", main_list, replace("36 8", "36 28"), ", line 3: 36 28 is no pair of landmarks"},
      {"part_name", main_list, replace("right_eye_28", "right_eye"),
       ": it names no LandmarkDetector_part right_eye_28"},
      {"no_validator", main_list, replace("DetectionValidator", "Nothing"), ": it names 0 DetectionValidator"},
      {"unit", "AU_predictors/AU_best.txt", replace("AU02", "AU03"), ", line 5: not a file and one known action unit"},
  };
}

class DamagedModelFolder : public testing::TestWithParam<Damage> {};

TEST_P(DamagedModelFolder, IsRefusedWithFileAndPlace) {
  const Damage& damage = GetParam();
  const ChangedModelFolder folder;
  const std::string changed = damage.change(synthetic_file(damage.file));
  ASSERT_NE(changed, synthetic_file(damage.file));
  folder.write(damage.file, changed);
  const auto loaded = load_model_folder(folder.path());
  ASSERT_FALSE(loaded.ok());
  EXPECT_EQ(loaded.error().code, base::ErrorCode::unusable_model);
  EXPECT_THAT(loaded.error().message, HasSubstr(folder.file(damage.file).string() + damage.place));
}

INSTANTIATE_TEST_SUITE_P(Each, DamagedModelFolder, testing::ValuesIn(damages()),
                         [](const auto& instance) { return instance.param.name; });

TEST(ModelFolder, NamesAPredictorWithMeansOfItsOwn) {
  const ChangedModelFolder folder;
  folder.write("AU_predictors/svm/01.dat", put(16, 0.5)(synthetic_file("AU_predictors/svm/01.dat")));
  const auto loaded = load_model_folder(folder.path());
  ASSERT_FALSE(loaded.ok());
  EXPECT_THAT(loaded.error().message, AllOf(HasSubstr("AU_predictors/svm/01.dat"), HasSubstr("means of the features")));
}

std::string refusal_of(const ChangedModelFolder& folder) {
  const auto loaded = load_model_folder(folder.path());
  EXPECT_FALSE(loaded.ok());
  return loaded.ok() ? "" : loaded.error().message;
}

TEST(ModelFolder, RefusesExpertsThatLackTheWindowOfTheirScale) {
  const ChangedModelFolder folder;
  folder.write("model/clnf_general.txt", replace("0.25", "0.35")(synthetic_file("model/clnf_general.txt")));
  EXPECT_THAT(refusal_of(folder),
              HasSubstr("ccnf_patches_0.35_general.txt: it has no smoothness for windows of 11 pixels"));
}

TEST(ModelFolder, RefusesScalesInAnotherOrder) {
  const ChangedModelFolder folder;
  const std::string coarsest = "model/patch_experts/ccnf_patches_0.25_general.txt";
  folder.write(coarsest, put(0, 0.4)(synthetic_file(coarsest)));
  EXPECT_THAT(refusal_of(folder), HasSubstr("clnf_general.txt: its patch experts do not come from coarse to fine"));
}

TEST(ModelFolder, RefusesTwoPredictorsOfOneKindForAnActionUnit) {
  const ChangedModelFolder folder;
  folder.write("AU_predictors/AU_best.txt", replace("AU02", "AU01")(synthetic_file("AU_predictors/AU_best.txt")));
  const auto loaded = load_model_folder(folder.path());
  ASSERT_FALSE(loaded.ok());
  EXPECT_THAT(loaded.error().message, AllOf(HasSubstr("AU_predictors/svr/02.dat"), HasSubstr("second predictor")));
}

TEST(ModelFolder, NamesEveryMissingFileAndWhereResearchersGetIt) {
  const auto whole = *load_model_folder(synthetic_folder());
  for (const auto& [name, sha256] : whole->sha256_of_file) {
    const ChangedModelFolder folder;
    folder.remove(name);
    const auto loaded = load_model_folder(folder.path());
    ASSERT_FALSE(loaded.ok()) << name;
    EXPECT_EQ(loaded.error().code, base::ErrorCode::missing_model);
    EXPECT_THAT(loaded.error().message, AllOf(HasSubstr(folder.file(name).string() + " is missing"),
                                              HasSubstr("Tadas Baltrusaitis"), HasSubstr("research only")));
  }
}

TEST(ModelFolder, ErrorsSayWhatIsWrongThenWhatToDo) {
  const ChangedModelFolder folder;
  folder.remove("model/mtcnn_detector/PNet.dat");
  folder.write("model/pdms/face.txt", "");
  folder.write("model/clnf_general.txt", "PatchesCEN a.dat");
  folder.write("AU_predictors/svr/12.dat", "1234");
  for (const StageFinding& finding : examine_model_folder(folder.path())) {
    if (finding.status.ok()) continue;
    const std::string& message = finding.status.error().message;
    EXPECT_EQ(message.find("; "), message.rfind("; ")) << message;
    EXPECT_THAT(message, testing::ContainsRegex("; (OpenFace's models|copy this file|CLNF is what runs)"));
  }
}

TEST(ModelFolder, ThatIsNotThereIsMissing) {
  const auto loaded = load_model_folder("/nowhere");
  ASSERT_FALSE(loaded.ok());
  EXPECT_EQ(loaded.error().code, base::ErrorCode::missing_model);
  EXPECT_FALSE(resembles_model_folder("/nowhere"));
  EXPECT_TRUE(resembles_model_folder(synthetic_folder()));
}

void expect_refused_as_convolutional(const ChangedModelFolder& folder) {
  const auto loaded = load_model_folder(folder.path());
  ASSERT_FALSE(loaded.ok());
  EXPECT_EQ(loaded.error().code, base::ErrorCode::unusable_model);
  EXPECT_THAT(loaded.error().message, AllOf(HasSubstr("CE-CLM"), HasSubstr("not verified here"), HasSubstr("CLNF"),
                                            HasSubstr("main_clnf_general.txt")));
}

TEST(ModelFolder, OfConvolutionalExpertsAloneIsRefusedAsNotVerified) {
  const ChangedModelFolder folder;
  folder.write("model/patch_experts/cen_patches_0.25_of.dat", "anything");
  EXPECT_TRUE(load_model_folder(folder.path()).ok());
  folder.remove("model/patch_experts/ccnf_patches_0.5_general.txt");
  expect_refused_as_convolutional(folder);
  folder.remove("model/main_clnf_general.txt");
  expect_refused_as_convolutional(folder);
}

TEST(ModelFolder, WhoseListNamesConvolutionalExpertsIsRefusedAsNotVerified) {
  const ChangedModelFolder folder;
  folder.write("model/clnf_general.txt", "PDM pdms/face.txt\nPatchesCEN patch_experts/cen_patches_0.25_of.dat");
  expect_refused_as_convolutional(folder);
}

std::vector<std::string> failing_stages(const std::filesystem::path& folder) {
  std::vector<std::string> words;
  for (const StageFinding& finding : examine_model_folder(folder)) {
    if (!finding.status.ok()) words.emplace_back(word_of(finding.stage));
  }
  return words;
}

TEST(ModelFolder, TellsWhichStagesItCanRun) {
  EXPECT_THAT(examine_model_folder(synthetic_folder()), SizeIs(6));
  EXPECT_THAT(failing_stages(synthetic_folder()), ElementsAre());
  const ChangedModelFolder folder;
  folder.remove("model/mtcnn_detector/RNet.dat");
  EXPECT_THAT(failing_stages(folder.path()), ElementsAre("detector"));
  folder.remove("model/model_eye/pdms/right_eye.txt");
  EXPECT_THAT(failing_stages(folder.path()), ElementsAre("detector", "eyes"));
  folder.remove("AU_predictors/svm/04.dat");
  EXPECT_THAT(failing_stages(folder.path()), ElementsAre("detector", "eyes", "stills"));
  folder.remove("AU_predictors");
  folder.remove("model/main_clnf_general.txt");
  EXPECT_THAT(failing_stages(folder.path()), SizeIs(6));
}

TEST(ModelFolder, OfOpenfaceLoadsToTheLastByte) {
  const auto models = shared_models();
  if (!models) GTEST_SKIP() << "no OpenFace models in the shared data";
  EXPECT_EQ(models->face.shape.mode_count(), 34);
  EXPECT_THAT(models->face.scales, SizeIs(3));
  EXPECT_EQ(models->parts[0].model.shape.mode_count(), 32);
  EXPECT_EQ(models->parts[1].model.shape.mode_count(), 10);
  EXPECT_THAT(models->validator.views, SizeIs(7));
  EXPECT_THAT(models->videos.intensities, SizeIs(17));
  EXPECT_THAT(models->videos.presences, SizeIs(18));
  EXPECT_THAT(models->stills.intensities, SizeIs(17));
  EXPECT_THAT(models->stills.presences, SizeIs(18));
  EXPECT_EQ(models->videos.triangles.rows(), 111);
}

/// Cut-offs and signs as the description of the original lists them.
TEST(ModelFolder, OfOpenfaceHoldsThePredictorsThatItsDescriptionLists) {
  const auto models = shared_models();
  if (!models) GTEST_SKIP() << "no OpenFace models in the shared data";
  std::vector<double> cutoffs;
  for (const Predictor& one : models->videos.intensities) {
    EXPECT_EQ(one.is_dynamic, one.cutoff.has_value());
    if (one.cutoff) cutoffs.push_back(*one.cutoff);
  }
  const std::vector<double> listed{0.55, 0.75, 0.8, 0.7, 0.55, 0.2, 0.65, 0.65, 0.3, 0.3, 0.6};
  EXPECT_THAT(cutoffs, Pointwise(DoubleEq(), listed));
  std::vector<std::string> present_above;
  for (const Predictor& one : models->videos.presences) {
    if (one.positive_is_present) present_above.emplace_back(code_of(one.unit));
  }
  EXPECT_THAT(present_above, ElementsAre("AU10", "AU12", "AU25"));
}

}  // namespace
}  // namespace kizashi::face::openface
