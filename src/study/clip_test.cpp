// SPDX-License-Identifier: Apache-2.0
#include "kizashi/study/clip.h"

#include <gmock/gmock.h>

#include <string>

namespace kizashi::study {
namespace {

ClipKey key_of(const std::string& participant, int session = 1, int take = 1, ClipKind kind = ClipKind::main) {
  return {*ParticipantId::of(participant), session, take, kind};
}

TEST(Clip, AStemNamesOnlyWhatIsNotUsual) {
  EXPECT_EQ(stem_of(key_of("P1")), "P1");
  EXPECT_EQ(stem_of(key_of("P1", 2)), "P1_ses-2");
  EXPECT_EQ(stem_of(key_of("P1", 1, 3)), "P1_take-3");
  EXPECT_EQ(stem_of(key_of("P1", 2, 3, ClipKind::neutral)), "P1_ses-2_take-3_neutral");
}

TEST(Clip, EveryKeyComesBackFromItsStem) {
  for (const char* participant : {"P1", "参加者１", "a_b", "ses-1", "x_take-"}) {
    for (const int session : {1, 2, 9999}) {
      for (const int take : {1, 7, 9999}) {
        for (const ClipKind kind : {ClipKind::main, ClipKind::neutral}) {
          const ClipKey key = key_of(participant, session, take, kind);
          EXPECT_EQ(clip_key_of(stem_of(key)), key) << stem_of(key);
        }
      }
    }
  }
}

TEST(Clip, OnesMayBeWritten) { EXPECT_EQ(clip_key_of("P1_ses-1_take-1"), key_of("P1")); }

TEST(Clip, AStemThatNamesNobodyIsRefused) {
  for (const char* stem : {"", "_neutral", "_ses-2", "P1_take-2_ses-2", "P1_ses-0", "P1_ses-01", "P1_ses-10000",
                           "P1_neutral_take-2", "a/b"}) {
    EXPECT_EQ(clip_key_of(stem), std::nullopt) << stem;
  }
}

TEST(Clip, WordsOfAKindComeBack) {
  for (const ClipKind kind : {ClipKind::main, ClipKind::neutral}) EXPECT_EQ(clip_kind_of(word_of(kind)), kind);
  EXPECT_EQ(clip_kind_of("Main"), std::nullopt);
}

}  // namespace
}  // namespace kizashi::study
