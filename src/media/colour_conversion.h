// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <opencv2/core.hpp>

#include "kizashi/base/result.h"
#include "kizashi/media/av_handles.h"
#include "kizashi/media/colours.h"

namespace kizashi::media {

/// The YCbCr matrix that a stream without one was most likely made with, as players guess it: BT.709 from HD size on,
/// else BT.601.
AVColorSpace assumed_colour_matrix(int width_px, int height_px);

/// Converts decoded frames of any pixel format to RGB. The same frame always gives the same bytes.
class RgbConverter {
 public:
  explicit RgbConverter(Colours colours = Colours::as_stated) : colours_(colours) {}

  /// Fails with unsupported_codec when libswscale does not know the pixel format.
  base::Result<cv::Mat> convert(const AVFrame& frame);

 private:
  /// Everything a scaler depends on: size, pixel format, matrix, range, chroma position.
  struct Layout {
    int width_px = 0;
    int height_px = 0;
    int pixel_format = AV_PIX_FMT_NONE;
    int matrix = AVCOL_SPC_UNSPECIFIED;
    int is_full_range = 0;
    int chroma_x = 0;
    int chroma_y = 0;
    bool operator==(const Layout&) const = default;
  };
  static Layout layout_of(const AVFrame& frame);
  base::Status prepare(const Layout& layout);
  void choose_colours(const Layout& layout);
  [[nodiscard]] cv::Mat convert_by_planes(const AVFrame& frame);
  [[nodiscard]] cv::Mat convert_packed(const AVFrame& frame);
  void size_planes(int width_px, int height_px);

  Colours colours_;
  Layout layout_;
  AvHandle<SwsContext> scaler_;
  std::array<cv::Mat, 3> planes_;  ///< red, green, blue of the frame at hand
};

}  // namespace kizashi::media
