// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/crop_quality.h"

#include <opencv2/imgproc.hpp>

namespace kizashi::face {

namespace {

double side_light(const cv::Mat& luma) {
  const int half = luma.cols / 2;
  const double left = cv::mean(luma.colRange(0, half))[0];
  const double right = cv::mean(luma.colRange(luma.cols - half, luma.cols))[0];
  return left + right > 0.0 ? (left - right) / (left + right) : 0.0;
}

}  // namespace

CropQuality crop_quality(const cv::Mat& crop) {
  // The region is 1.5 times the face, so the face fills its middle two thirds.
  const cv::Rect face(crop.cols / 6, crop.rows / 6, crop.cols * 2 / 3, crop.rows * 2 / 3);
  cv::Mat luma;
  cv::cvtColor(crop(face), luma, cv::COLOR_RGB2GRAY);
  cv::Mat edges;
  cv::Laplacian(luma, edges, CV_16S);
  cv::Scalar mean;
  cv::Scalar deviation;
  cv::meanStdDev(edges, mean, deviation);
  return {deviation[0] * deviation[0], cv::mean(luma)[0], side_light(luma)};
}

}  // namespace kizashi::face
