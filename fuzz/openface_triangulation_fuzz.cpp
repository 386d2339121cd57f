// SPDX-License-Identifier: Apache-2.0
// No text breaks the readers of triangulations, and whatever they accept names landmarks that there are.
#include <cstddef>
#include <cstdint>
#include <string>

#include "kizashi/base/check.h"
#include "kizashi/face/openface/model_files/triangulation_file.h"
#include "model_refusal.h"

namespace {

void check_landmarks(const Eigen::MatrixX3i& triangles) {
  KIZASHI_CHECK(triangles.rows() > 0 && triangles.minCoeff() >= 0 && triangles.maxCoeff() < 68, "landmarks there are");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(data, data + size);
  const auto one = kizashi::face::openface::parse_triangulation(bytes, "fuzz");
  if (one.ok()) {
    check_landmarks(*one);
  } else {
    check_refusal(one.error());
  }
  const auto several = kizashi::face::openface::parse_triangulations(bytes, "fuzz");
  if (!several.ok()) {
    check_refusal(several.error());
    return 0;
  }
  for (const Eigen::MatrixX3i& triangles : *several) check_landmarks(triangles);
  return 0;
}
