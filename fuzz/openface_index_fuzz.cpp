// SPDX-License-Identifier: Apache-2.0
// No text breaks the readers of lists of files, and whatever they accept stays in the folder and names landmarks that
// there are.
#include <cstddef>
#include <cstdint>
#include <string>

#include "kizashi/base/check.h"
#include "kizashi/face/openface/model_files/index_file.h"
#include "model_refusal.h"

namespace {

constexpr int part_point_count = 28;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(data, data + size);
  const auto entries = kizashi::face::openface::parse_index(bytes, "fuzz");
  if (!entries.ok()) check_refusal(entries.error());
  const auto predictors = kizashi::face::openface::parse_predictor_list(bytes, "fuzz");
  if (!predictors.ok()) check_refusal(predictors.error());
  if (!entries.ok()) return 0;
  for (const auto& entry : *entries) {
    KIZASHI_CHECK(!entry.path.starts_with("/") && entry.path != "..", "paths stay below the list");
    const auto part = kizashi::face::openface::parse_part(entry, "fuzz", part_point_count);
    if (!part.ok()) {
      check_refusal(part.error());
      continue;
    }
    for (const auto& shared : part->shared_points) {
      KIZASHI_CHECK(shared.of_face >= 0 && shared.of_face < 68, "landmarks of the face");
      KIZASHI_CHECK(shared.of_part >= 0 && shared.of_part < part_point_count, "landmarks of the part");
    }
  }
  return 0;
}
