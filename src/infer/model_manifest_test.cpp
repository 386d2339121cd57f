// SPDX-License-Identifier: Apache-2.0
#include "kizashi/infer/model_manifest.h"

#include <gmock/gmock.h>

#include <string>

namespace kizashi::infer {
namespace {

using testing::HasSubstr;

const std::string digest(64, 'a');

std::string manifest_with(const std::string& sha256, const std::string& file) {
  return R"({"schema": 1, "models": [{"name": "m", "file": ")" + file + R"(", "bytes": 3, "sha256": ")" + sha256 +
         R"(", "licence": "none", "package": "p==1", "package_sha256": ")" + digest + R"(", "member": ["a/b"]}]})";
}

TEST(ModelManifest, TheBuiltInOneListsEveryModelOfTheMeshEngine) {
  for (const char* name : {"face_detector", "face_landmarks", "face_blendshapes", "canonical_face", "portrait"}) {
    EXPECT_EQ(built_in_manifest().entry(name).sha256.size(), 64U) << name;
  }
}

TEST(ModelManifest, ReadsWhatItSays) {
  const auto manifest = parse_manifest(manifest_with(digest, "m.tflite"), "manifest.json");
  ASSERT_TRUE(manifest.ok()) << manifest.error().message;
  EXPECT_EQ(manifest->entry("m").size_bytes, 3);
  EXPECT_THAT(manifest->entry("m").member, testing::ElementsAre("a/b"));
}

TEST(ModelManifest, AShortChecksumIsRefusedWithItsPlace) {
  const auto manifest = parse_manifest(manifest_with("abc", "m.tflite"), "manifest.json");
  ASSERT_FALSE(manifest.ok());
  EXPECT_EQ(manifest.error().code, base::ErrorCode::invalid_document);
  EXPECT_THAT(manifest.error().message, HasSubstr("models[0].sha256"));
  EXPECT_TRUE(manifest.error().position.has_value());
}

TEST(ModelManifest, AFileOutsideTheModelFolderIsRefused) {
  EXPECT_FALSE(parse_manifest(manifest_with(digest, "../m.tflite"), "manifest.json").ok());
}

}  // namespace
}  // namespace kizashi::infer
