// SPDX-License-Identifier: Apache-2.0
// No bytes break the reader of predictors, and whatever it accepts has a weight for each feature.
#include <cstddef>
#include <cstdint>
#include <string>

#include "kizashi/base/check.h"
#include "kizashi/face/openface/model_files/predictor_file.h"
#include "model_refusal.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(data, data + size);
  constexpr int feature_count = 3;
  const auto content = kizashi::face::openface::parse_predictor(bytes, "fuzz", feature_count);
  if (!content.ok()) {
    check_refusal(content.error());
    return 0;
  }
  KIZASHI_CHECK(content->means.size() == feature_count, "a mean for each feature");
  KIZASHI_CHECK(content->predictor.weights.size() == feature_count, "a weight for each feature");
  KIZASHI_CHECK(content->predictor.weights.allFinite(), "weights are finite");
  return 0;
}
