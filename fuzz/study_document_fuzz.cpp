// SPDX-License-Identifier: Apache-2.0
// No text breaks the reader of an export's study.json; what it accepts says the same when it is written and read again.
#include <cstddef>
#include <cstdint>
#include <string>

#include "kizashi/base/check.h"
#include "kizashi/document/value.h"
#include "kizashi/pipeline/study/study_document.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto study = kizashi::pipeline::parse_study_document({reinterpret_cast<const char*>(data), size}, "fuzz");
  if (!study.ok()) {
    KIZASHI_CHECK(study.error().code == kizashi::base::ErrorCode::invalid_document, "the one error a text can have");
    return 0;
  }
  KIZASHI_CHECK(!study->protocol_versions.empty(), "a study has a protocol");
  const std::string text = kizashi::document::write(to_document(*study));
  const auto again = kizashi::pipeline::parse_study_document(text, "again");
  KIZASHI_CHECK(again.ok() && kizashi::document::write(to_document(*again)) == text, "what is written reads the same");
  return 0;
}
