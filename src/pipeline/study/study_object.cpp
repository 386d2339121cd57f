// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/study_object.h"

#include <optional>
#include <utility>

#include "kizashi/document/field.h"
#include "kizashi/study/deployment.h"

namespace kizashi::pipeline {

namespace {

using document::Value;

constexpr const char* member_name = "study";

Value text_or_null(const std::optional<std::string>& text) { return text ? Value(*text) : Value(); }

template <typename Enum>
Value word_or_null(const std::optional<Enum>& value) {
  return value ? Value(study::word_of(*value)) : Value();
}

}  // namespace

base::Result<document::Value> protocol_object(const store::ProtocolVersion& version) {
  const auto protocol = document::parse(version.canonical, "the study's protocol");
  if (!protocol.ok()) return protocol.error();
  document::Mistakes mistakes("the study's protocol");
  const std::string id = document::Field(*protocol, mistakes)["id"].text();
  if (auto status = mistakes.status(); !status.ok()) return status.error();
  return Value::object().set("id", id).set("sha256", version.sha256).set("locked", version.locked_utc.has_value());
}

document::Value study_object(const study::StudyFacts& facts, const study::ClipKey& key,
                             const document::Value& protocol) {
  return Value::object()
      .set("title", facts.title)
      .set("setting", word_or_null(facts.setting))
      .set("place", word_or_null(facts.place))
      .set("ethics_id", text_or_null(facts.ethics_id))
      .set("participant_id", key.participant.text())
      .set("session", key.session)
      .set("take", key.take)
      .set("kind", study::word_of(key.kind))
      .set("protocol", protocol);
}

base::Result<std::string> with_study_object(std::string_view sidecar, const document::Value& study) {
  auto document = document::parse(sidecar, "a stored sidecar");
  if (!document.ok()) return document.error();
  return document::write(without_study_object(*document).set(member_name, study));
}

document::Value without_study_object(const document::Value& sidecar) {
  document::Members members;
  if (const document::Members* all = sidecar.as_members()) {
    for (const auto& member : *all) {
      if (member.first != member_name) members.push_back(member);
    }
  }
  return Value::object(std::move(members));
}

}  // namespace kizashi::pipeline
