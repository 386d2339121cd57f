// SPDX-License-Identifier: Apache-2.0
// No bytes break the reader of the validator, and whatever it accepts has pictures and triangles that fit each other
// and judges landmarks from each view.
#include <cstddef>
#include <cstdint>
#include <string>

#include "kizashi/base/check.h"
#include "kizashi/face/openface/model_files/validator_file.h"
#include "kizashi/face/openface/validator.h"
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
  kizashi::face::openface::Validator validator(*model);
  const cv::Mat gray(48, 64, CV_8UC1, cv::Scalar(99));
  const kizashi::face::openface::Points2 points_px = kizashi::face::openface::Points2::Constant(68, 2, 20.0F);
  for (const auto& view : model->views) {
    const double confidence = validator.confidence(gray, points_px, view.angles_rad.cast<float>());
    KIZASHI_CHECK(confidence >= 0.0 && confidence <= 1.0, "a confidence is a share");
  }
  return 0;
}
