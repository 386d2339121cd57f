// SPDX-License-Identifier: Apache-2.0
// A document that can be read says the same when it is written and read again, on many lines or on one.
#include <cstddef>
#include <cstdint>
#include <string>

#include "kizashi/base/check.h"
#include "kizashi/document/value.h"

namespace {

void check_reads_back(const kizashi::document::Value& value, const std::string& text) {
  const auto again = kizashi::document::parse(text, "fuzz");
  KIZASHI_CHECK(again.ok(), "what is written can be read");
  KIZASHI_CHECK(*again == value, "what is written reads back the same");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  const auto value = kizashi::document::parse(text, "fuzz");
  if (!value.ok()) return 0;
  KIZASHI_CHECK(value->position().has_value(), "what was read knows its place");
  check_reads_back(*value, kizashi::document::write(*value));
  check_reads_back(*value, kizashi::document::write_line(*value));
  return 0;
}
