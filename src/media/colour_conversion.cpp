// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/colour_conversion.h"

#include <fmt/format.h>

extern "C" {
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
}

#include <algorithm>

namespace kizashi::media {

namespace {

/// Full chroma interpolation and exact rounding: the fast paths of libswscale differ between machines.
constexpr int scaler_flags = SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_BITEXACT;
/// libswscale may write a vector's width beyond the last pixel.
constexpr int slack_bytes = 256;

bool is_full_range(const AVFrame& frame, const AVPixFmtDescriptor& format) {
  switch (frame.format) {
    case AV_PIX_FMT_YUVJ420P:
    case AV_PIX_FMT_YUVJ422P:
    case AV_PIX_FMT_YUVJ444P:
    case AV_PIX_FMT_YUVJ440P:
    case AV_PIX_FMT_YUVJ411P:
      return true;
    default:
      break;
  }
  if (frame.color_range != AVCOL_RANGE_UNSPECIFIED) return frame.color_range == AVCOL_RANGE_JPEG;
  const bool is_grey_without_range = format.nb_components <= 2;  // pictures; grey video says its range
  return is_grey_without_range;
}

struct ChromaPosition {
  int x;  ///< in 1/256 of a luma pixel to the right of the first luma sample
  int y;  ///< likewise down
};

/// Where the chroma samples of a 4:2:0 picture lie (ITU-T H.264, figure E-1). Unstated: as MPEG-2 and every later video
/// codec has it.
ChromaPosition chroma_position(AVChromaLocation location) {
  switch (location) {
    case AVCHROMA_LOC_CENTER:
      return {128, 128};
    case AVCHROMA_LOC_TOPLEFT:
      return {0, 0};
    case AVCHROMA_LOC_TOP:
      return {128, 0};
    case AVCHROMA_LOC_BOTTOMLEFT:
      return {0, 256};
    case AVCHROMA_LOC_BOTTOM:
      return {128, 256};
    default:
      return {0, 128};
  }
}

}  // namespace

AVColorSpace assumed_colour_matrix(int width_px, int height_px) {
  const auto [short_side_px, long_side_px] = std::minmax(width_px, height_px);
  return long_side_px >= 1280 || short_side_px >= 720 ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M;
}

RgbConverter::Layout RgbConverter::layout_of(const AVFrame& frame) {
  Layout layout{frame.width, frame.height, frame.format, frame.colorspace};
  const AVPixFmtDescriptor* format = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
  if (format == nullptr) return layout;
  if (frame.colorspace == AVCOL_SPC_UNSPECIFIED || frame.colorspace == AVCOL_SPC_RGB) {
    layout.matrix = assumed_colour_matrix(frame.width, frame.height);
  }
  layout.is_full_range = is_full_range(frame, *format) ? 1 : 0;
  const ChromaPosition position = chroma_position(frame.chroma_location);
  layout.chroma_x = format->log2_chroma_w == 1 ? position.x : -513;  // libswscale's mark for "not subsampled"
  layout.chroma_y = format->log2_chroma_h == 1 ? position.y : -513;
  return layout;
}

base::Status RgbConverter::prepare(const Layout& layout) {
  if (scaler_ && layout == layout_) return {};
  scaler_.reset(sws_alloc_context());
  KIZASHI_CHECK(scaler_ != nullptr, "memory for the scaler");
  const auto set = [this](const char* name, int value) { av_opt_set_int(scaler_.get(), name, value, 0); };
  set("srcw", layout.width_px);
  set("srch", layout.height_px);
  set("dstw", layout.width_px);
  set("dsth", layout.height_px);
  set("src_format", layout.pixel_format);
  if (colours_ == Colours::as_stated) {
    choose_colours(layout);
  } else {
    set("dst_format", AV_PIX_FMT_RGB24);
    set("sws_flags", SWS_BICUBIC);
  }
  if (sws_init_context(scaler_.get(), nullptr, nullptr) < 0) {
    scaler_.reset();
    const char* name = av_get_pix_fmt_name(static_cast<AVPixelFormat>(layout.pixel_format));
    return base::Error{base::ErrorCode::unsupported_codec,
                       fmt::format("pixel format {} is not supported; convert the clip to yuv420p",
                                   name == nullptr ? "without a name" : name)};
  }
  layout_ = layout;
  return {};
}

void RgbConverter::choose_colours(const Layout& layout) {
  const auto set = [this](const char* name, int value) { av_opt_set_int(scaler_.get(), name, value, 0); };
  set("dst_format", AV_PIX_FMT_GBRP);  // the same values as RGB24, and seven times as fast
  set("src_h_chr_pos", layout.chroma_x);
  set("src_v_chr_pos", layout.chroma_y);
  set("sws_flags", scaler_flags);
  const int* matrix = sws_getCoefficients(layout.matrix);  // libswscale numbers its matrices as ISO/IEC 23091-2 does
  constexpr int unit = 1 << 16;
  sws_setColorspaceDetails(scaler_.get(), matrix, layout.is_full_range, matrix, 1, 0, unit, unit);
}

void RgbConverter::size_planes(int width_px, int height_px) {
  const int slack_rows = 1 + slack_bytes / width_px;
  for (cv::Mat& plane : planes_) plane.create(height_px + slack_rows, width_px, CV_8UC1);
}

base::Result<cv::Mat> RgbConverter::convert(const AVFrame& frame) {
  if (auto ready = prepare(layout_of(frame)); !ready.ok()) return ready.error();
  return colours_ == Colours::as_stated ? convert_by_planes(frame) : convert_packed(frame);
}

cv::Mat RgbConverter::convert_by_planes(const AVFrame& frame) {
  size_planes(frame.width, frame.height);
  auto& [red, green, blue] = planes_;
  std::uint8_t* const starts[] = {green.data, blue.data, red.data, nullptr};
  const int steps[] = {static_cast<int>(green.step), static_cast<int>(blue.step), static_cast<int>(red.step), 0};
  sws_scale(scaler_.get(), frame.data, frame.linesize, 0, frame.height, starts, steps);
  cv::Mat rgb;
  const std::array shown{red.rowRange(0, frame.height), green.rowRange(0, frame.height),
                         blue.rowRange(0, frame.height)};
  cv::merge(shown.data(), shown.size(), rgb);
  return rgb;
}

cv::Mat RgbConverter::convert_packed(const AVFrame& frame) {
  // Where a row has no room for it, libswscale leaves out the last columns that are no whole vector.
  constexpr int vector_px = 8;
  const int padded_width_px = (frame.width + vector_px - 1) / vector_px * vector_px;
  const int slack_rows = 1 + slack_bytes / padded_width_px;
  const cv::Mat rgb(frame.height + slack_rows, padded_width_px, CV_8UC3);
  std::uint8_t* const starts[] = {rgb.data, nullptr, nullptr, nullptr};
  const int steps[] = {static_cast<int>(rgb.step), 0, 0, 0};
  sws_scale(scaler_.get(), frame.data, frame.linesize, 0, frame.height, starts, steps);
  const cv::Mat shown = rgb(cv::Rect(0, 0, frame.width, frame.height));
  return shown.isContinuous() ? shown : shown.clone();
}

}  // namespace kizashi::media
