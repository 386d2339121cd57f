// SPDX-License-Identifier: Apache-2.0
// No sidecar breaks the reader of its action units; what it accepts is a finite number for each unit, measure and
// segment, once.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <tuple>

#include "kizashi/base/check.h"
#include "kizashi/document/value.h"
#include "kizashi/pipeline/study/study_object.h"
#include "kizashi/pipeline/study/unit_values.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto sidecar = kizashi::document::parse({reinterpret_cast<const char*>(data), size}, "fuzz");
  if (!sidecar.ok()) return 0;
  static_cast<void>(kizashi::pipeline::without_study_object(*sidecar));
  const auto values = kizashi::pipeline::unit_values_of(*sidecar, "fuzz");
  if (!values.ok()) {
    KIZASHI_CHECK(values.error().code == kizashi::base::ErrorCode::invalid_document, "the one error a text can have");
    return 0;
  }
  std::set<std::tuple<std::string, kizashi::study::Measure, kizashi::study::Segment>> seen;
  for (const auto& value : *values) {
    KIZASHI_CHECK(std::isfinite(value.value) && 0.0 <= value.value && value.value <= 5.0, "a number of its measure");
    KIZASHI_CHECK(seen.emplace(value.unit, value.measure, value.segment).second, "each once");
  }
  return 0;
}
