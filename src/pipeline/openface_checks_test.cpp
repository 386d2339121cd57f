// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/openface_checks.h"

#include <gmock/gmock.h>

#include <fstream>

#include "kizashi/base/temporary_directory.h"

namespace kizashi::pipeline {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST(OpenFaceCheck, IsOneForEachStage) {
  std::vector<std::string> names;
  for (const Check& check : check_openface_models("/nowhere")) names.push_back(check.name);
  EXPECT_THAT(names, ElementsAre("openface detector", "openface landmarks", "openface eyes", "openface validator",
                                 "openface videos", "openface stills"));
}

TEST(OpenFaceCheck, PartsWhatIsWrongFromWhatToDo) {
  for (const Check& check : check_openface_models("/nowhere")) {
    EXPECT_EQ(check.finding, Finding::problem);
    EXPECT_THAT(check.sentence, AllOf(HasSubstr("/nowhere/"), HasSubstr("is missing"), Not(HasSubstr(";"))));
    EXPECT_THAT(check.advice, AllOf(HasSubstr("Tadas Baltrusaitis"), HasSubstr("research only")));
    EXPECT_EQ(*check.facts.find("error")->as_text(), "missing-model");
  }
}

TEST(OpenFaceCheck, TellsOfADamagedFileWhichAndWhere) {
  const base::TemporaryDirectory folder;
  std::filesystem::create_directories(folder.path() / "model" / "mtcnn_detector");
  std::ofstream(folder.path() / "model" / "mtcnn_detector" / "MTCNN_detector.txt") << "PNet PNet.dat";
  std::ofstream(folder.path() / "model" / "mtcnn_detector" / "PNet.dat") << "broken off";
  const Check detector = check_openface_models(folder.path()).front();
  EXPECT_THAT(detector.sentence, HasSubstr((folder.path() / "model/mtcnn_detector/PNet.dat, byte ").string()));
  EXPECT_EQ(*detector.facts.find("error")->as_text(), "unusable-model");
}

TEST(DoctorOptions, TakeAFolderForWhatItHolds) {
  const base::TemporaryDirectory folder;
  EXPECT_THAT(doctor_options_for(folder.path()).model_folders, ElementsAre(folder.path()));
  EXPECT_FALSE(doctor_options_for(folder.path()).openface_folder);
  std::filesystem::create_directories(folder.path() / "model");
  EXPECT_THAT(doctor_options_for(folder.path()).model_folders, ElementsAre());
  EXPECT_EQ(doctor_options_for(folder.path()).openface_folder, folder.path());
}

}  // namespace
}  // namespace kizashi::pipeline
