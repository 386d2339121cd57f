// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/tool_provenance.h"

#include "kizashi/base/hash.h"
#include "kizashi/document/field.h"
#include "kizashi/document/value.h"

namespace kizashi::pipeline {

namespace {

using document::Value;

Value to_document(const study::UnitValue& value) {
  return Value::array()
      .push(value.unit)
      .push(word_of(value.measure))
      .push(word_of(value.segment))
      .push(value.value)
      .push(value.frames ? Value(*value.frames) : Value());
}

}  // namespace

std::string provenance_of(const ToolProvenance& tool) {
  return document::write_line(Value::object()
                                  .set("tool", "column-map")
                                  .set("map", tool.map_name)
                                  .set("columns", tool.map_text)
                                  .set("source_sha256", tool.source_sha256));
}

base::Result<ToolProvenance> tool_provenance_of(const std::string& provenance) {
  const auto value = document::parse(provenance, "provenance");
  if (!value.ok()) return value.error();
  document::Mistakes mistakes("provenance");
  const document::Field root(*value, mistakes);
  ToolProvenance tool{root["map"].text(), root["columns"].text(), root["source_sha256"].text()};
  if (auto status = mistakes.status(); !status.ok()) return status.error();
  return tool;
}

std::string openface_provenance(const std::string& source_sha256) {
  return document::write_line(Value::object().set("tool", "openface").set("source_sha256", source_sha256));
}

std::string values_provenance(const std::vector<study::UnitValue>& values) {
  Value list = Value::array();
  for (const study::UnitValue& value : values) list.push(to_document(value));
  return document::write_line(
      Value::object().set("tool", "values").set("values_sha256", base::sha256_of(document::write_line(list))));
}

}  // namespace kizashi::pipeline
