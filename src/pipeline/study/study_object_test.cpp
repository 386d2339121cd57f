// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/study_object.h"

#include <gmock/gmock.h>

namespace kizashi::pipeline {
namespace {

constexpr const char* sidecar = R"({
  "schema": 1,
  "kind": "kizashi clip",
  "clip": {
    "duration_s": 5.0,
    "start_s": 1e-06,
    "reasons": []
  }
}
)";

study::ClipKey a_key() { return {*study::ParticipantId::of("参加者1"), 2, 3, study::ClipKind::neutral}; }

store::ProtocolVersion a_protocol(std::optional<std::string> locked_utc) {
  return {R"({"id":"sugimori2025","version":"1"})", std::string(64, 'a'), "2026-11-23T00:00:00Z",
          std::move(locked_utc)};
}

study::StudyFacts simulated_facts() {
  study::StudyFacts facts;
  facts.title = "Voices";
  facts.setting = study::Setting::simulated;
  return facts;
}

TEST(StudyObject, TellsWhoseClipItIs) {
  const auto protocol = protocol_object(a_protocol("2026-11-24T00:00:00Z"));
  ASSERT_TRUE(protocol.ok()) << protocol.error().message;
  EXPECT_EQ(
      document::write_line(study_object(simulated_facts(), a_key(), *protocol)),
      R"({"title": "Voices", "setting": "simulated", "place": null, "ethics_id": null, "participant_id": "参加者1", )"
      R"("session": 2, "take": 3, "kind": "neutral", "protocol": {"id": "sugimori2025", "sha256": ")" +
          std::string(64, 'a') + R"(", "locked": true}})");
}

TEST(StudyObject, SaysThatAProtocolIsNotLocked) {
  EXPECT_FALSE(*protocol_object(a_protocol(std::nullopt))->find("locked")->as_flag());
}

TEST(StudyObject, AWrongProtocolIsAMistake) {
  store::ProtocolVersion version = a_protocol(std::nullopt);
  version.canonical = "{}";
  EXPECT_EQ(protocol_object(version).error().code, base::ErrorCode::invalid_document);
}

TEST(StudyObject, StandsBehindAllElseWhichKeepsItsBytes) {
  const auto object = study_object(simulated_facts(), a_key(), *protocol_object(a_protocol(std::nullopt)));
  const auto with = with_study_object(sidecar, object);
  ASSERT_TRUE(with.ok());
  const std::string unchanged(sidecar, std::string_view(sidecar).size() - 3);  // but for "\n}\n"
  EXPECT_THAT(*with, testing::StartsWith(unchanged + ",\n  \"study\": {\n    \"title\": \"Voices\""));
  EXPECT_EQ(document::write(without_study_object(*document::parse(*with, "test"))), sidecar);
  EXPECT_EQ(with_study_object(*with, object).ok() ? *with_study_object(*with, object) : "", *with);
}

}  // namespace
}  // namespace kizashi::pipeline
