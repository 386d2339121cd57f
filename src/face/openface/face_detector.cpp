// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/face_detector.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "kizashi/base/check.h"
#include "kizashi/face/openface/face_candidates.h"

namespace kizashi::face::openface {

namespace {

// The constants of OpenFace 2.2's detector.
constexpr int refinement_side_px = 24;
constexpr int output_side_px = 48;
constexpr float least_score = 0.7F;
constexpr float most_overlap_at_one_scale = 0.5F;
constexpr float most_overlap = 0.7F;
// The last network's boxes count as one pixel larger than they say.
constexpr float output_growth_px = 1.0F;
// No picture is that large; coordinates beyond would not fit whole numbers.
constexpr float largest_coordinate_px = 1e6F;

std::vector<FaceCandidate> with_score(const std::vector<FaceCandidate>& candidates, float least) {
  std::vector<FaceCandidate> result;
  std::copy_if(candidates.begin(), candidates.end(), std::back_inserter(result),
               [&](const FaceCandidate& candidate) { return candidate.box.score >= least; });
  return result;
}

std::vector<FaceCandidate> best_of_scales(const std::vector<std::vector<FaceCandidate>>& by_scale) {
  std::vector<FaceCandidate> result;
  for (const std::vector<FaceCandidate>& candidates : by_scale) {
    const auto best = without_overlaps(candidates, most_overlap_at_one_scale, Overlap::of_union);
    result.insert(result.end(), best.begin(), best.end());
  }
  return without_overlaps(result, most_overlap, Overlap::of_union);
}

/// Whether a crop can be cut there; a damaged network's corrections may lead anywhere.
bool is_usable(const FaceBox& box) {
  return std::abs(box.x) < largest_coordinate_px && std::abs(box.y) < largest_coordinate_px && box.width >= 1.0F &&
         box.width < largest_coordinate_px;
}

std::vector<FaceBox> square_boxes(const std::vector<FaceCandidate>& candidates) {
  std::vector<FaceBox> boxes;
  for (const FaceCandidate& candidate : candidates) {
    const FaceBox box = squared(corrected(candidate, 0.0F));
    if (is_usable(box)) boxes.push_back(box);
  }
  return boxes;
}

}  // namespace

FaceDetector::FaceDetector(const DetectorModel& model)
    : proposals_(model.proposal),
      refinement_(model.refinement, refinement_side_px),
      output_(model.output, output_side_px) {}

std::vector<FaceBox> FaceDetector::detect(const cv::Mat& rgb) {
  KIZASHI_CHECK(rgb.type() == CV_8UC3, "pictures have three channels");
  const std::vector<FaceBox> proposed = square_boxes(best_of_scales(proposals_.propose(rgb)));
  const auto refined =
      without_overlaps(with_score(refinement_.score(rgb, proposed), least_score), most_overlap, Overlap::of_union);
  std::vector<FaceCandidate> seen = with_score(output_.score(rgb, square_boxes(refined)), least_score);
  for (FaceCandidate& candidate : seen) candidate.box = corrected(candidate, output_growth_px);
  std::vector<FaceBox> faces;
  for (const FaceCandidate& candidate : without_overlaps(seen, most_overlap, Overlap::of_smaller_area)) {
    faces.push_back(around_landmarks(candidate.box));
  }
  return faces;
}

}  // namespace kizashi::face::openface
