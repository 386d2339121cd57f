// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/crop.h"

#include <opencv2/imgproc.hpp>

#include "kizashi/base/check.h"
#include "kizashi/face/affine_sample.h"

namespace kizashi::face {

cv::Mat crop_region(const cv::Mat& rgb, const FaceRegion& region, int side_px, Border border) {
  const float step = 1.0F / static_cast<float>(side_px);
  const Eigen::Vector2f origin = frame_from_region(region, {0, 0});
  const Eigen::Vector2f right = frame_from_region(region, {step, 0}) - origin;
  const Eigen::Vector2f down = frame_from_region(region, {0, step}) - origin;
  const cv::Matx23f frame_from_crop(right.x(), down.x(), origin.x(), right.y(), down.y(), origin.y());
  if (border == Border::replicated) return sample_affine(rgb, frame_from_crop, {0, 0, side_px, side_px});
  cv::Mat crop;
  cv::warpAffine(rgb, crop, frame_from_crop, {side_px, side_px}, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                 cv::BORDER_CONSTANT);
  return crop;
}

void fill_input(const cv::Mat& crop, PixelScale pixel_scale, std::span<float> input) {
  KIZASHI_CHECK(crop.isContinuous() && crop.total() * 3 == input.size(), "a crop of the network's size");
  const unsigned char* pixel = crop.data;
  for (float& value : input) value = static_cast<float>(*pixel++) * pixel_scale.scale + pixel_scale.offset;
}

}  // namespace kizashi::face
