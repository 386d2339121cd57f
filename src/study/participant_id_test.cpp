// SPDX-License-Identifier: Apache-2.0
#include "kizashi/study/participant_id.h"

#include <gmock/gmock.h>

#include <string>

#include "kizashi/base/check.h"

namespace kizashi::study {
namespace {

using testing::HasSubstr;

TEST(ParticipantId, AnyScriptNamesAPerson) {
  for (const char* text : {"P001", "参加者１２", "élève-3", "a b", "7", "r_neutral_1", "x_ses-", "ses-1"}) {
    ASSERT_TRUE(ParticipantId::of(text)) << text;
    EXPECT_EQ(ParticipantId::of(text)->text(), text);
  }
}

TEST(ParticipantId, SixtyFourCharactersFitWhateverTheirBytes) {
  std::string longest;
  for (int i = 0; i < 64; ++i) longest += "参";
  EXPECT_TRUE(ParticipantId::of(longest));
  EXPECT_THAT(ParticipantId::why_not(longest + "a"), HasSubstr("64"));
}

TEST(ParticipantId, WhatCannotNameAFileIsRefused) {
  for (const char* text : {"", "a/b", "a\\b", "a:b", "a*", "a?", "\"a", "<a", "a>", "a|b", " a", "a ", ".a", "-a",
                           "a\nb", "a\tb", "a\x7f"}) {
    EXPECT_FALSE(ParticipantId::of(text)) << text;
    EXPECT_FALSE(ParticipantId::why_not(text).empty());
  }
}

TEST(ParticipantId, WhatLooksLikeTheRestOfAClipsNameIsRefused) {
  for (const char* text : {"P1_ses-2", "P1_take-10", "P1_neutral", "_neutral"}) {
    EXPECT_FALSE(ParticipantId::of(text)) << text;
  }
}

TEST(ParticipantId, AskingWhyNotOfAGoodIdIsADefect) {
  EXPECT_THROW(static_cast<void>(ParticipantId::why_not("P1")), base::ContractViolation);
}

}  // namespace
}  // namespace kizashi::study
