// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kizashi/store/test_study.h"

namespace kizashi::store {
namespace {

using base::ErrorCode;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Clips : public testing::Test {
 protected:
  Clips() { study_.add(test_person("P01"), test_person("山田01")); }

  template <typename Row>
  base::Result<Added> add(const Row& row) {
    Change change = taken(study_.file().begin_change());
    auto added = change.add(row);
    must(change.commit());
    return added;
  }
  bool remove(std::string_view id, const std::optional<study::ClipKey>& clip) {
    Change change = taken(study_.file().begin_change());
    const bool was_there = taken(change.remove_exclusion(id_of(id), clip));
    must(change.commit());
    return was_there;
  }

  TestStudy study_;
};

using Exclusions = Clips;

std::vector<study::ClipKey> keys_of(const StudyFile& file) {
  std::vector<study::ClipKey> keys;
  for (const study::Clip& clip : taken(file.clips())) keys.push_back(clip.key);
  return keys;
}

TEST_F(Clips, OfOnePersonDifferBySessionTakeAndKind) {
  const study::ClipKey neutral = clip_of("P01", 1, study::ClipKind::neutral);
  const study::ClipKey second_session{id_of("P01"), 2, 1, study::ClipKind::main};
  for (const auto& key : {second_session, clip_of("P01", 2), neutral, clip_of("P01"), clip_of("山田01")}) {
    EXPECT_EQ(taken(add(test_clip(key))), Added::added);
    EXPECT_EQ(taken(add(test_clip(key))), Added::already_there);
  }
  EXPECT_THAT(keys_of(study_.file()),
              ElementsAre(clip_of("P01"), neutral, clip_of("P01", 2), second_session, clip_of("山田01")));
}

TEST_F(Clips, OfTheSameNameWithOtherBytesAreRefused) {
  taken(add(test_clip(clip_of("P01"))));
  study::Clip other = test_clip(clip_of("P01"));
  other.sha256 = base::sha256_of("others");
  const auto added = add(other);
  ASSERT_FALSE(added.ok());
  EXPECT_EQ(added.error().code, ErrorCode::conflicting_row);
  EXPECT_THAT(added.error().message, AllOf(HasSubstr("P01"), HasSubstr(other.sha256)));
}

TEST_F(Clips, WithTheSameBytesUnderTwoNamesAreRefusedNamingBoth) {
  taken(add(test_clip(clip_of("P01"))));
  study::Clip twin = test_clip(clip_of("山田01", 2));
  twin.sha256 = test_clip(clip_of("P01")).sha256;
  const auto added = add(twin);
  ASSERT_FALSE(added.ok());
  EXPECT_EQ(added.error().code, ErrorCode::conflicting_row);
  EXPECT_THAT(added.error().message, AllOf(HasSubstr("P01"), HasSubstr("山田01_take-2"), HasSubstr("same file")));
}

TEST_F(Clips, ThatLieElsewhereByNowAreStillTheSame) {
  taken(add(test_clip(clip_of("P01"))));
  study::Clip moved = test_clip(clip_of("P01"));
  moved.file = "/elsewhere/P01.mp4";
  EXPECT_EQ(taken(add(moved)), Added::completed);
  EXPECT_EQ(taken(study_.file().clips())[0].file, "/elsewhere/P01.mp4");
  EXPECT_THAT(findings(study_.file()), IsEmpty());
}

TEST_F(Clips, OfNobodyAreRefused) {
  const auto added = add(test_clip(clip_of("nobody")));
  ASSERT_FALSE(added.ok());
  EXPECT_EQ(added.error().code, ErrorCode::unknown_person);
}

TEST_F(Exclusions, OfAPersonAndOfAClipAreTwoThings) {
  const study::Exclusion person{id_of("P01"), std::nullopt, "withdrew"};
  const study::Exclusion clip{id_of("P01"), clip_of("P01"), "顔が隠れている"};
  EXPECT_EQ(taken(add(clip)), Added::added);
  EXPECT_EQ(taken(add(person)), Added::added);
  EXPECT_EQ(taken(add(person)), Added::already_there);
  EXPECT_THAT(taken(study_.file().exclusions()), ElementsAre(person, clip));
  EXPECT_TRUE(remove("P01", std::nullopt));
  EXPECT_FALSE(remove("P01", std::nullopt));
  EXPECT_FALSE(remove("nobody", std::nullopt));
  EXPECT_THAT(taken(study_.file().exclusions()), ElementsAre(clip));
  EXPECT_TRUE(remove("P01", clip_of("P01")));
  EXPECT_THAT(taken(study_.file().exclusions()), IsEmpty());
  EXPECT_THAT(findings(study_.file()), IsEmpty());
}

TEST_F(Exclusions, WithAnotherReasonAreRefusedNamingBoth) {
  taken(add(study::Exclusion{id_of("P01"), std::nullopt, "withdrew"}));
  const auto added = add(study::Exclusion{id_of("P01"), std::nullopt, "asleep"});
  ASSERT_FALSE(added.ok());
  EXPECT_EQ(added.error().code, ErrorCode::conflicting_row);
  EXPECT_THAT(added.error().message, AllOf(HasSubstr("withdrew"), HasSubstr("asleep")));
}

TEST_F(Exclusions, OfNobodyAreRefused) {
  const auto added = add(study::Exclusion{id_of("nobody"), std::nullopt, "withdrew"});
  ASSERT_FALSE(added.ok());
  EXPECT_EQ(added.error().code, ErrorCode::unknown_person);
}

}  // namespace
}  // namespace kizashi::store
