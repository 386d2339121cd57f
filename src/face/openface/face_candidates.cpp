// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/face_candidates.h"

#include <algorithm>
#include <cmath>

namespace kizashi::face::openface {

namespace {

FaceBox rounded(const FaceBox& box) {
  return {std::nearbyint(box.x), std::nearbyint(box.y), std::nearbyint(box.width), std::nearbyint(box.height),
          box.score};
}

float shared_length(float a_start, float a_length, float b_start, float b_length) {
  return std::max(std::min(a_start + a_length, b_start + b_length) - std::max(a_start, b_start), 0.0F);
}

float shared_part(const FaceBox& a, const FaceBox& b, Overlap overlap) {
  const float shared = shared_length(a.x, a.width, b.x, b.width) * shared_length(a.y, a.height, b.y, b.height);
  const float a_area = a.width * a.height;
  const float b_area = b.width * b.height;
  return shared / (overlap == Overlap::of_union ? a_area + b_area - shared : std::min(a_area, b_area));
}

}  // namespace

std::vector<FaceCandidate> without_overlaps(const std::vector<FaceCandidate>& candidates, float most_overlap,
                                            Overlap overlap) {
  std::vector<FaceCandidate> best_first(candidates.rbegin(), candidates.rend());
  std::stable_sort(best_first.begin(), best_first.end(),
                   [](const FaceCandidate& a, const FaceCandidate& b) { return a.box.score > b.box.score; });
  std::vector<FaceCandidate> kept;
  std::vector<FaceBox> boxes;
  for (const FaceCandidate& candidate : best_first) {
    const FaceBox box = rounded(candidate.box);
    const auto covers = [&](const FaceBox& better) { return shared_part(better, box, overlap) > most_overlap; };
    if (std::any_of(boxes.begin(), boxes.end(), covers)) continue;
    kept.push_back(candidate);
    boxes.push_back(box);
  }
  return kept;
}

FaceBox corrected(const FaceCandidate& candidate, float growth_px) {
  const float width = candidate.box.width + growth_px;
  const float height = candidate.box.height + growth_px;
  const Eigen::Vector4f& by = candidate.correction;
  const float left = candidate.box.x + by[0] * width;
  const float top = candidate.box.y + by[1] * height;
  const float right = candidate.box.x + width + by[2] * width;
  const float bottom = candidate.box.y + height + by[3] * height;
  return {left, top, right - left, bottom - top, candidate.box.score};
}

FaceBox squared(const FaceBox& box) {
  const float side = std::max(box.width, box.height);
  const float x = box.x + box.width * 0.5F - side * 0.5F;
  const float y = box.y + box.height * 0.5F - side * 0.5F;
  return {std::trunc(x), std::trunc(y), std::trunc(side), std::trunc(side), box.score};
}

FaceBox around_landmarks(const FaceBox& box) {
  return {box.x - 0.0075F * box.width, box.y + 0.2459F * box.height, box.width * 1.0323F, box.height * 0.7751F,
          box.score};
}

}  // namespace kizashi::face::openface
