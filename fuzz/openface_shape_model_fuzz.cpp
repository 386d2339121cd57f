// SPDX-License-Identifier: Apache-2.0
// No text breaks the reader of shape models, and whatever it accepts has matrices that fit each other.
#include <cstddef>
#include <cstdint>
#include <string>

#include "kizashi/base/check.h"
#include "kizashi/face/openface/model_files/shape_model_file.h"
#include "model_refusal.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(data, data + size);
  constexpr int point_count = 1;
  const auto model = kizashi::face::openface::parse_shape_model(bytes, "fuzz", point_count);
  if (!model.ok()) {
    check_refusal(model.error());
    return 0;
  }
  KIZASHI_CHECK(model->point_count() == point_count && model->modes.rows() == 3 * point_count, "rows for each point");
  KIZASHI_CHECK(model->variances.size() == model->mode_count(), "a variance for each mode");
  KIZASHI_CHECK((model->variances.array() > 0.0F).all(), "variances are positive");
  return 0;
}
