// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/study_document.h"

#include <gmock/gmock.h>

#include "kizashi/study/protocol.h"

namespace kizashi::pipeline {
namespace {

using testing::AllOf;
using testing::HasSubstr;

StudyDocument research_study() {
  const auto protocol = study::parse_protocol(study::built_in_protocols().front().text, "built in");
  StudyDocument study;
  study.facts = {"春の笑顔", study::Setting::research, study::Place::jp, "2026-1", "2027-03-31", std::nullopt};
  study.protocol_versions = {{protocol->canonical, protocol->sha256, "2026-11-23T00:00:00Z", std::nullopt},
                             {protocol->canonical, protocol->sha256, "2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z"}};
  study.content_sha256 = "ab12";
  return study;
}

/// What is said of a research study whose facts were changed.
std::string refusal_with(void (*change)(study::StudyFacts&)) {
  StudyDocument study = research_study();
  change(study.facts);
  const auto read = parse_study_document(document::write(to_document(study)), "study.json");
  return read.ok() ? "" : read.error().message;
}

TEST(StudyDocument, ComesBackAsItWasWritten) {
  const StudyDocument study = research_study();
  const std::string text = document::write(to_document(study));
  const auto read = parse_study_document(text, "study.json");
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(document::write(to_document(*read)), text);
  EXPECT_EQ(read->facts.title, "春の笑顔");
  EXPECT_EQ(read->protocol_versions[1].locked_utc, "2026-11-25T00:00:00Z");
}

TEST(StudyDocument, CannotLeaveOutWhatItsSettingAsksFor) {
  EXPECT_THAT(refusal_with([](study::StudyFacts& facts) { facts.ethics_id.reset(); }), HasSubstr("ethics_id"));
  EXPECT_THAT(refusal_with([](study::StudyFacts& facts) { facts.until_date.reset(); }), HasSubstr("until"));
  EXPECT_THAT(refusal_with([](study::StudyFacts& facts) { facts.until_date = "9999"; }), HasSubstr("until"));
  EXPECT_THAT(refusal_with([](study::StudyFacts& facts) { facts.setting = study::Setting::clinic; }),
              HasSubstr("responsible"));
  EXPECT_THAT(refusal_with([](study::StudyFacts& facts) { facts.setting.reset(); }), HasSubstr("setting"));
}

TEST(StudyDocument, OfAProtocolThatWasChangedByHandIsRefused) {
  std::string text = document::write(to_document(research_study()));
  const std::string words = "ten-second";
  ASSERT_NE(text.find(words), std::string::npos);
  text.replace(text.find(words), words.size(), "one-second");
  const auto read = parse_study_document(text, "study.json");
  ASSERT_FALSE(read.ok());
  EXPECT_THAT(read.error().message, AllOf(HasSubstr("protocol_versions[0]"), HasSubstr("sha256")));
}

TEST(StudyDocument, WithoutAProtocolIsRefused) {
  const auto read = parse_study_document(R"({"schema": 1, "title": "", "protocol_versions": [], "content_sha256": ""})",
                                         "study.json");
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().code, base::ErrorCode::invalid_document);
  EXPECT_THAT(read.error().message, HasSubstr("protocol_versions"));
}

}  // namespace
}  // namespace kizashi::pipeline
