// SPDX-License-Identifier: Apache-2.0
// No bytes break the reader of the validator, and whatever it accepts has pictures and triangles that fit each other.
#include <cstddef>
#include <cstdint>
#include <string>

#include "kizashi/base/check.h"
#include "kizashi/face/openface/model_files/validator_file.h"
#include "model_refusal.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(data, data + size);
  const auto model = kizashi::face::openface::parse_validator(bytes, "fuzz");
  if (!model.ok()) {
    check_refusal(model.error());
    return 0;
  }
  KIZASHI_CHECK(!model->views.empty(), "a validator has views");
  for (const auto& view : model->views) {
    KIZASHI_CHECK((view.warp.mask.array() != 0).count() == view.mean.size(), "a mean for each pixel shown");
    KIZASHI_CHECK(view.warp.triangle_of_pixel.maxCoeff() < view.warp.triangles.rows(), "pixels lie in triangles");
    KIZASHI_CHECK(view.warp.alpha.rows() == view.warp.triangles.rows(), "a warp for each triangle");
  }
  return 0;
}
