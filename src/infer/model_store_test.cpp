// SPDX-License-Identifier: Apache-2.0
#include "kizashi/infer/model_store.h"

#include <gmock/gmock.h>

#include <fstream>

#include "kizashi/base/hash.h"
#include "kizashi/base/temporary_directory.h"

namespace kizashi::infer {
namespace {

using testing::HasSubstr;

ModelManifest manifest_of_abc() {
  return {{{"letters", "letters.bin", 3, base::sha256_of("abc"), "none", "letters==1.0", std::string(64, 'a'), {"x"}}}};
}

TEST(ModelStore, LoadsAFileWithTheManifestsBytes) {
  const base::TemporaryDirectory folder;
  std::ofstream(folder.path() / "letters.bin") << "abc";
  const auto file = ModelStore(manifest_of_abc(), {"/nowhere", folder.path()}).load("letters");
  ASSERT_TRUE(file.ok()) << file.error().message;
  EXPECT_EQ(file->bytes.size(), 3U);
}

TEST(ModelStore, RefusesOtherBytesAtEveryLoad) {
  const base::TemporaryDirectory folder;
  const ModelStore store(manifest_of_abc(), {folder.path()});
  std::ofstream(folder.path() / "letters.bin") << "abc";
  ASSERT_TRUE(store.load("letters").ok());
  std::ofstream(folder.path() / "letters.bin") << "abd";
  const auto file = store.load("letters");
  ASSERT_FALSE(file.ok());
  EXPECT_EQ(file.error().code, base::ErrorCode::wrong_checksum);
}

TEST(ModelStore, SaysHowToSupplyAMissingModelByHand) {
  const auto file = ModelStore(manifest_of_abc(), {"/nowhere"}).load("letters");
  ASSERT_FALSE(file.ok());
  EXPECT_EQ(file.error().code, base::ErrorCode::missing_model);
  EXPECT_THAT(file.error().message, testing::AllOf(HasSubstr("scripts/setup"), HasSubstr("letters==1.0"),
                                                   HasSubstr("KIZASHI_MODELS"), HasSubstr("/nowhere")));
}

}  // namespace
}  // namespace kizashi::infer
