// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/model_files/index_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kizashi::face::openface {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(IndexFile, TakesCarriageReturnsCommentsAndALastLineWithoutAnEnd) {
  const auto entries = parse_index("# list\r\nPDM pdms/a.txt\r\n\r\nPart  b.txt inner 17 0 ", "main.txt");
  ASSERT_TRUE(entries.ok());
  ASSERT_EQ(entries->size(), 2U);
  EXPECT_EQ((*entries)[0].path, "pdms/a.txt");
  EXPECT_THAT((*entries)[0].arguments, IsEmpty());
  EXPECT_EQ((*entries)[1].line, 4);
  EXPECT_THAT((*entries)[1].arguments, ElementsAre("inner", "17", "0"));
}

TEST(IndexFile, NamesTheLineOfWhatCannotBeMeant) {
  EXPECT_THAT(parse_index("PDM a.txt\nPDM", "main.txt").error().message, HasSubstr("main.txt, line 2: two words"));
  EXPECT_THAT(parse_index("PDM ../../a.txt", "main.txt").error().message, HasSubstr("leads out of the model folder"));
  EXPECT_THAT(parse_index("PDM /etc/a.txt", "main.txt").error().message, HasSubstr("leads out of the model folder"));
  EXPECT_THAT(parse_index("PDM a\x01\xff.txt", "main.txt").error().message, HasSubstr("main.txt, line 1: characters"));
  EXPECT_FALSE(parse_index(std::string(200'000, 'a'), "main.txt").ok());
}

TEST(IndexFile, KnowsWhichActionUnitAPredictorIsFor) {
  const auto predictors = parse_predictor_list("svr/1.dat AU01\r\nsvm/45.dat AU45", "list.txt");
  ASSERT_TRUE(predictors.ok());
  ASSERT_EQ(predictors->size(), 2U);
  EXPECT_EQ((*predictors)[1].path, "svm/45.dat");
  EXPECT_EQ((*predictors)[1].unit, observation::ActionUnit::AU45);
  EXPECT_THAT(parse_predictor_list("\na.dat AU99", "list.txt").error().message, HasSubstr("list.txt, line 2: not a"));
  EXPECT_FALSE(parse_predictor_list("a.dat AU01,AU02", "list.txt").ok());
  EXPECT_FALSE(parse_predictor_list("../a.dat AU01", "list.txt").ok());
}

IndexEntry part_line(std::vector<std::string> arguments) { return {3, "Part", "a.txt", std::move(arguments)}; }

TEST(IndexFile, PairsTheLandmarksOfFaceAndPart) {
  const auto part = parse_part(part_line({"inner", "17", "0", "67", "50"}), "main.txt", 51);
  ASSERT_TRUE(part.ok());
  EXPECT_EQ(part->name, "inner");
  ASSERT_EQ(part->shared_points.size(), 2U);
  EXPECT_EQ(part->shared_points[1].of_face, 67);
  EXPECT_EQ(part->shared_points[1].of_part, 50);
}

TEST(IndexFile, RefusesLandmarksThatThereAreNot) {
  const std::vector<std::vector<std::string>> wrong{{"inner", "68", "0"},      {"inner", "17", "51"},
                                                    {"inner", "-1", "0"},      {"inner", "17", "x"},
                                                    {"inner", "17"},           {"inner"},
                                                    {"inner", "17", "0", "18"}};
  for (const auto& arguments : wrong) {
    const auto part = parse_part(part_line(arguments), "main.txt", 51);
    ASSERT_FALSE(part.ok());
    EXPECT_THAT(part.error().message, HasSubstr("main.txt, line 3: "));
  }
}

}  // namespace
}  // namespace kizashi::face::openface
