// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/study_document.h"

#include <optional>

#include "kizashi/base/version.h"
#include "kizashi/document/field.h"
#include "kizashi/pipeline/study/study_facts_reader.h"
#include "kizashi/study/protocol.h"

namespace kizashi::pipeline {

namespace {

using document::Field;
using document::Value;

constexpr std::int64_t schema = 1;

Value text_or_null(const std::optional<std::string>& text) { return text ? Value(*text) : Value(); }

/// The protocol itself, not its text: a reader of study.json sees it laid out.
Value to_document(const store::ProtocolVersion& version) {
  auto protocol = document::parse(version.canonical, "protocol");
  KIZASHI_CHECK(protocol.ok(), "a stored protocol is a document");
  return Value::object()
      .set("sha256", version.sha256)
      .set("adopted_utc", version.adopted_utc)
      .set("locked_utc", text_or_null(version.locked_utc))
      .set("protocol", *std::move(protocol));
}

std::optional<std::string> optional_text(const Field& field) {
  if (!field.present()) return std::nullopt;
  return field.text();
}

template <typename Enum>
std::optional<Enum> optional_word(const Field& field, std::optional<Enum> (*value_of)(std::string_view)) {
  if (!field.present()) return std::nullopt;
  const auto value = value_of(field.text());
  if (!value) field.reject("one of the words that this program knows");
  return value;
}

study::StudyFacts facts_in(const Field& root) {
  study::StudyFacts facts;
  facts.title = root["title"].text();
  facts.setting = optional_word<study::Setting>(root["setting"], study::setting_of);
  facts.place = optional_word<study::Place>(root["place"], study::place_of);
  facts.ethics_id = optional_text(root["ethics_id"]);
  facts.until_date = optional_text(root["until"]);
  facts.responsible = optional_text(root["responsible"]);
  return facts;
}

/// What `study init` asks for, nobody can leave out by hand.
void check_facts(const Field& root, const study::StudyFacts& facts) {
  if (facts.place && !facts.setting) root["setting"].reject("the setting that goes with the place");
  if (facts.until_date && !is_calendar_day(*facts.until_date)) {
    root["until"].reject("a day of the calendar, written YYYY-MM-DD");
  }
  if (facts.setting == study::Setting::research) {
    if (!facts.ethics_id) root["ethics_id"].reject("the number of the ethics approval, which research needs");
    if (!facts.until_date) root["until"].reject("the last day of the ethics approval, which research needs");
  }
  if (facts.setting == study::Setting::clinic && !facts.responsible) {
    root["responsible"].reject("the health professional in charge, whom a clinic needs");
  }
}

/// A version whose hash is that of its protocol.
std::optional<store::ProtocolVersion> version_in(const Field& field, const Value& value) {
  const Value* protocol = value.find("protocol");
  if (protocol == nullptr) {
    field["protocol"].reject("a protocol");
    return std::nullopt;
  }
  const auto parsed = study::parse_protocol(document::write_line(*protocol), field.path());
  if (!parsed.ok()) {
    field["protocol"].reject("a protocol that this program can read: " + parsed.error().message);
    return std::nullopt;
  }
  if (parsed->sha256 != field["sha256"].text()) field["sha256"].reject("the checksum of its protocol");
  return store::ProtocolVersion{parsed->canonical, parsed->sha256, field["adopted_utc"].text(),
                                optional_text(field["locked_utc"])};
}

}  // namespace

Value to_document(const StudyDocument& study) {
  const study::StudyFacts& facts = study.facts;
  Value versions = Value::array();
  for (const auto& version : study.protocol_versions) versions.push(to_document(version));
  return Value::object()
      .set("schema", schema)
      .set("program", "kizashi")
      .set("version", base::program_version)
      .set("title", facts.title)
      .set("setting", facts.setting ? Value(word_of(*facts.setting)) : Value())
      .set("place", facts.place ? Value(word_of(*facts.place)) : Value())
      .set("ethics_id", text_or_null(facts.ethics_id))
      .set("until", text_or_null(facts.until_date))
      .set("responsible", text_or_null(facts.responsible))
      .set("protocol_versions", std::move(versions))
      .set("content_sha256", study.content_sha256);
}

namespace {

base::Result<StudyDocument> study_document_of(const Value& value, const std::string& name) {
  document::Mistakes mistakes(name);
  const Field root(value, mistakes);
  static_cast<void>(root["schema"].integer_in(schema, schema));
  StudyDocument study{facts_in(root), {}, root["content_sha256"].text()};
  check_facts(root, study.facts);
  const auto versions = root["protocol_versions"].items();
  if (versions.empty()) root["protocol_versions"].reject("at least one protocol");
  for (std::size_t i = 0; i < versions.size(); ++i) {
    if (auto version = version_in(versions[i], value.find("protocol_versions")->as_items()->at(i))) {
      study.protocol_versions.push_back(*std::move(version));
    }
  }
  if (auto status = mistakes.status(); !status.ok()) return status.error();
  return study;
}

}  // namespace

base::Result<StudyDocument> parse_study_document(std::string_view text, const std::string& name) {
  const auto value = document::parse(text, name);
  if (!value.ok()) return value.error();
  return study_document_of(*value, name);
}

base::Result<StudyDocument> read_study_document(const std::filesystem::path& file) {
  const auto value = document::read_file(file.string());
  if (!value.ok()) return value.error();
  return study_document_of(*value, file.string());
}

}  // namespace kizashi::pipeline
