// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/part_checks.h"

#include <gmock/gmock.h>

#include <fstream>

#include "kizashi/base/hash.h"
#include "kizashi/base/temporary_directory.h"

namespace kizashi::pipeline {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

infer::ModelManifest manifest_of_abc() {
  return {{{"letters", "letters.bin", 3, base::sha256_of("abc"), "none", "letters==1.0", std::string(64, 'a'), {"x"}}}};
}

Check check_letters(const std::filesystem::path& folder) {
  const auto manifest = manifest_of_abc();
  return check_model(manifest, manifest.models[0], {folder});
}

const std::string& error_of(const Check& check) { return *check.facts.find("error")->as_text(); }

TEST(ModelCheck, IsContentWithTheManifestsBytes) {
  const base::TemporaryDirectory folder;
  std::ofstream(folder.path() / "letters.bin") << "abc";
  const Check check = check_letters(folder.path());
  EXPECT_EQ(check.finding, Finding::ok);
  EXPECT_THAT(check.advice, IsEmpty());
  EXPECT_EQ(*check.facts.find("path")->as_text(), (folder.path() / "letters.bin").string());
}

TEST(ModelCheck, SaysWhereAMissingModelWasLookedForAndHowToGetIt) {
  const base::TemporaryDirectory folder;
  const Check check = check_letters(folder.path());
  EXPECT_EQ(check.finding, Finding::problem);
  EXPECT_THAT(check.sentence, HasSubstr(folder.path().string()));
  EXPECT_THAT(check.advice, testing::AllOf(HasSubstr("scripts/setup"), HasSubstr("letters==1.0")));
  EXPECT_EQ(error_of(check), "missing-model");
}

TEST(ModelCheck, RefusesOtherBytes) {
  const base::TemporaryDirectory folder;
  std::ofstream(folder.path() / "letters.bin") << "abd";
  const Check check = check_letters(folder.path());
  EXPECT_EQ(check.finding, Finding::problem);
  EXPECT_EQ(error_of(check), "wrong-checksum");
}

TEST(ProcessorCheck, PointsAnOwnerOfAModernOneToTheReleaseBuild) {
  const base::Cpu modern{"new", 8, {"AVX2", "BMI2", "FMA"}};
  EXPECT_EQ(check_processor(modern, "x86-64-v3").finding, Finding::ok);
  EXPECT_EQ(check_processor(modern, "portable").finding, Finding::note);
  EXPECT_EQ(check_processor({"old", 1, {}}, "portable").finding, Finding::ok);
}

TEST(InferenceCheck, TakesAMissingRuntimeForAProblemAndAnotherVersionForANote) {
  EXPECT_EQ(check_inference(base::Error{base::ErrorCode::missing_part, "no plugin"}).finding, Finding::problem);
  EXPECT_EQ(check_inference(infer::RuntimeFacts{"1.0.0", "1.0.0", "cpu"}).finding, Finding::ok);
  const Check other = check_inference(infer::RuntimeFacts{"1.1.0", "1.0.0", "cpu"});
  EXPECT_EQ(other.finding, Finding::note);
  EXPECT_THAT(other.advice, HasSubstr("1.0.0"));
}

TEST(VideoCheck, NamesWhatCannotBeRead) {
  media::LibavFacts facts;
  EXPECT_EQ(check_video_libraries(facts).finding, Finding::ok);
  facts.missing_decoders = {"hevc"};
  const Check check = check_video_libraries(facts);
  EXPECT_EQ(check.finding, Finding::note);
  EXPECT_THAT(check.sentence, HasSubstr("hevc"));
}

TEST(VideoCheck, SaysWhatEachLicenceMeans) {
  media::LibavFacts facts;
  EXPECT_THAT(check_video_licence(facts).advice, IsEmpty());
  facts.licence = media::LibavLicence::gpl;
  EXPECT_THAT(check_video_licence(facts).advice, HasSubstr("GPL-3"));
  facts.licence = media::LibavLicence::nonfree;
  EXPECT_THAT(check_video_licence(facts).sentence, HasSubstr("not pass it on"));
}

TEST(EncoderCheck, NeedsVp9) {
  EXPECT_EQ(check_encoder(true).finding, Finding::ok);
  EXPECT_EQ(check_encoder(false).finding, Finding::problem);
}

TEST(CacheCheck, NotesAFolderThatTakesNothing) {
  const base::TemporaryDirectory folder;
  EXPECT_EQ(check_model_cache(folder.path()).finding, Finding::ok);
  EXPECT_EQ(check_model_cache(folder.path() / "missing").finding, Finding::note);
  EXPECT_EQ(check_model_cache(std::nullopt).finding, Finding::note);
}

TEST(FolderCheck, TellsTheFreeSpaceAndLeavesNothingBehind) {
  const base::TemporaryDirectory folder;
  const Check check = check_folder({"here", folder.path(), "go elsewhere"});
  EXPECT_THAT(check.sentence, HasSubstr("GB free"));
  EXPECT_GT(*check.facts.find("free_bytes")->as_integer(), 0);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(FolderCheck, SaysWhereNothingCanBeWritten) {
  // Nobody can make a file there, not even root.
  const Check check = check_folder({"here", "/proc", "go elsewhere"});
  EXPECT_EQ(check.finding, Finding::note);
  EXPECT_FALSE(*check.facts.find("writable")->as_flag());
  EXPECT_EQ(check.advice, "go elsewhere");
  EXPECT_EQ(check_folder({"here", std::nullopt, "go elsewhere"}).finding, Finding::note);
}

TEST(Parts, AreAllLookedAt) {
  std::vector<std::string> names;
  for (const Check& check : check_parts({{"/nowhere"}})) names.push_back(check.name);
  EXPECT_THAT(names, testing::IsSupersetOf({"processor", "inference", "model face_landmarks", "model voice_activity",
                                            "ffmpeg", "ffmpeg licence", "video encoder", "model cache",
                                            "temporary folder", "current folder"}));
}

TEST(Parts, EachWithAProblemOrANoteSaysWhatToDo) {
  for (const Check& check : check_parts({{"/nowhere"}})) {
    EXPECT_THAT(check.sentence, Not(IsEmpty())) << check.name;
    EXPECT_EQ(check.advice.empty(), check.finding == Finding::ok) << check.name;
  }
}

}  // namespace
}  // namespace kizashi::pipeline
