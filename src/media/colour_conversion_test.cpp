// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/colour_conversion.h"

extern "C" {
#include <libavutil/pixdesc.h>
}

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string>

#include "kizashi/base/temporary_directory.h"
#include "kizashi/media/test_clips.h"

namespace kizashi::media {
namespace {

/// Rounding of three 8-bit components, carried through the matrix.
constexpr double rounding_tolerance = 2.0;
/// The same after lossy coding of a flat patch.
constexpr double coding_tolerance = 4.0;

using Rgb = std::array<double, 3>;
constexpr std::array<Rgb, 7> patches{Rgb{220, 30, 30}, Rgb{30, 200, 40},   Rgb{40, 60, 210}, Rgb{230, 180, 150},
                                     Rgb{90, 60, 50},  Rgb{128, 128, 128}, Rgb{250, 240, 20}};

/// Weights of red and blue in luma (ITU-R BT.601, BT.709, BT.2020).
struct Matrix {
  AVColorSpace name;
  double red;
  double blue;
};
constexpr Matrix bt601{AVCOL_SPC_SMPTE170M, 0.299, 0.114};
constexpr Matrix bt709{AVCOL_SPC_BT709, 0.2126, 0.0722};
constexpr Matrix bt2020{AVCOL_SPC_BT2020_NCL, 0.2627, 0.0593};

std::array<std::uint8_t, 3> ycbcr_of(const Rgb& rgb, const Matrix& matrix, bool is_full_range) {
  const double luma = matrix.red * rgb[0] + (1.0 - matrix.red - matrix.blue) * rgb[1] + matrix.blue * rgb[2];
  const double blue_difference = (rgb[2] - luma) / (2.0 * (1.0 - matrix.blue));
  const double red_difference = (rgb[0] - luma) / (2.0 * (1.0 - matrix.red));
  const double luma_scale = is_full_range ? 1.0 : 219.0 / 255.0;
  const double chroma_scale = is_full_range ? 1.0 : 224.0 / 255.0;
  const auto rounded = [](double value) { return static_cast<std::uint8_t>(std::lround(value)); };
  return {rounded((is_full_range ? 0.0 : 16.0) + luma_scale * luma), rounded(128.0 + chroma_scale * blue_difference),
          rounded(128.0 + chroma_scale * red_difference)};
}

AvHandle<AVFrame> flat_frame(AVPixelFormat format, const std::array<std::uint8_t, 3>& ycbcr, cv::Size size_px) {
  AvHandle<AVFrame> frame(av_frame_alloc());
  frame->format = format;
  frame->width = size_px.width;
  frame->height = size_px.height;
  EXPECT_EQ(av_frame_get_buffer(frame.get(), 0), 0);
  for (std::size_t plane = 0; plane < 3; ++plane) {
    const int rows = plane == 0 ? size_px.height : (size_px.height + 1) / 2;
    std::fill_n(frame->data[plane], frame->linesize[plane] * rows, ycbcr[plane]);
  }
  return frame;
}

void expect_colour(const cv::Mat& rgb, const Rgb& expected, double tolerance) {
  const cv::Scalar mean = cv::mean(rgb);
  for (int channel = 0; channel < 3; ++channel) {
    EXPECT_NEAR(mean[channel], expected[static_cast<std::size_t>(channel)], tolerance) << "channel " << channel;
  }
}

cv::Mat converted(const AVFrame& frame) {
  RgbConverter converter;
  auto rgb = converter.convert(frame);
  EXPECT_TRUE(rgb.ok());
  return rgb.ok() ? *rgb : cv::Mat();
}

TEST(RgbConverter, FollowsTheFramesMatrixAndRange) {
  for (const Matrix& matrix : {bt601, bt709, bt2020}) {
    for (const bool is_full_range : {false, true}) {
      for (const Rgb& patch : patches) {
        const auto frame = flat_frame(AV_PIX_FMT_YUV420P, ycbcr_of(patch, matrix, is_full_range), {32, 32});
        frame->colorspace = matrix.name;
        frame->color_range = is_full_range ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG;
        SCOPED_TRACE(std::string(av_color_space_name(matrix.name)) + (is_full_range ? " full" : " limited"));
        expect_colour(converted(*frame), patch, rounding_tolerance);
      }
    }
  }
}

TEST(RgbConverter, TakesTheFormatsOfJpegAsFullRange) {
  for (const Rgb& patch : patches) {
    const auto frame = flat_frame(AV_PIX_FMT_YUVJ420P, ycbcr_of(patch, bt601, true), {32, 32});
    frame->colorspace = AVCOL_SPC_BT470BG;
    expect_colour(converted(*frame), patch, rounding_tolerance);
  }
}

TEST(RgbConverter, AssumesTheMatrixOfTheSizeWhereNoneIsStated) {
  struct Case {
    cv::Size size_px;
    const Matrix& matrix;
  };
  for (const Case& one_case : {Case{{640, 480}, bt601}, Case{{720, 576}, bt601}, Case{{512, 512}, bt601},
                               Case{{1280, 720}, bt709}, Case{{720, 1280}, bt709}, Case{{1280, 536}, bt709}}) {
    const auto frame = flat_frame(AV_PIX_FMT_YUV420P, ycbcr_of(patches[0], one_case.matrix, false), one_case.size_px);
    SCOPED_TRACE(one_case.size_px.width);
    expect_colour(converted(*frame), patches[0], rounding_tolerance);
  }
}

TEST(RgbConverter, ConvertsEverySizeDownToOnePixel) {
  for (int width_px = 1; width_px <= 35; ++width_px) {
    const cv::Size size_px(width_px, 1 + width_px % 5);
    const auto frame = flat_frame(AV_PIX_FMT_YUV420P, ycbcr_of(patches[3], bt601, false), size_px);
    const cv::Mat rgb = converted(*frame);
    ASSERT_EQ(rgb.size(), size_px);
    expect_colour(rgb, patches[3], rounding_tolerance);
  }
}

TEST(RgbConverter, AsOpencvTakesBt601WhateverTheFrameStates) {
  const auto frame = flat_frame(AV_PIX_FMT_YUV420P, ycbcr_of(patches[0], bt601, false), {64, 64});
  frame->colorspace = AVCOL_SPC_BT709;
  RgbConverter converter(Colours::as_opencv);
  expect_colour(*converter.convert(*frame), patches[0], coding_tolerance);
}

TEST(RgbConverter, AsOpencvFillsEveryColumnOfAnyWidth) {
  RgbConverter converter(Colours::as_opencv);
  for (int width_px = 16; width_px <= 50; width_px += 2) {
    const auto frame = flat_frame(AV_PIX_FMT_YUV420P, ycbcr_of(patches[3], bt601, false), {width_px, 16});
    const cv::Mat rgb = *converter.convert(*frame);
    ASSERT_EQ(rgb.size(), cv::Size(width_px, 16));
    EXPECT_TRUE(rgb.isContinuous());
    SCOPED_TRACE(width_px);
    expect_colour(rgb.col(width_px - 1), patches[3], coding_tolerance);
  }
}

TEST(RgbConverter, FollowsFramesThatChangeTheirLayout) {
  RgbConverter converter;
  const auto small = flat_frame(AV_PIX_FMT_YUV420P, ycbcr_of(patches[0], bt601, false), {32, 32});
  const auto large = flat_frame(AV_PIX_FMT_YUV420P, ycbcr_of(patches[1], bt709, true), {48, 40});
  large->colorspace = AVCOL_SPC_BT709;
  large->color_range = AVCOL_RANGE_JPEG;
  for (int round = 0; round < 2; ++round) {
    expect_colour(*converter.convert(*small), patches[0], rounding_tolerance);
    expect_colour(*converter.convert(*large), patches[1], rounding_tolerance);
  }
}

TEST(RgbConverter, PutsChromaWhereItLies) {
  // Chroma rises to the right. Samples at the left of a pair of luma pixels stand for a place half a pixel further left
  // than samples at its centre, so the picture they give is further along at every pixel.
  const auto ramp_at = [](AVChromaLocation location) {
    auto frame = flat_frame(AV_PIX_FMT_YUV420P, {128, 128, 128}, {64, 8});
    frame->colorspace = AVCOL_SPC_BT709;
    frame->chroma_location = location;
    for (int row = 0; row < 4; ++row) {
      for (int x = 0; x < 32; ++x) frame->data[2][row * frame->linesize[2] + x] = static_cast<std::uint8_t>(64 + 4 * x);
    }
    return cv::Mat(converted(*frame));
  };
  const double left = ramp_at(AVCHROMA_LOC_LEFT).at<cv::Vec3b>(4, 32)[0];
  const double centre = ramp_at(AVCHROMA_LOC_CENTER).at<cv::Vec3b>(4, 32)[0];
  const double red_per_luma_pixel = 2.0 * 1.793;  // BT.709, limited range: 4 steps of Cr every 2 pixels
  EXPECT_NEAR(left - centre, 0.5 * red_per_luma_pixel, 1.01);
  EXPECT_GT(left, centre);
}

TEST(RgbConverter, AgreesWithTheColoursThatFfmpegTags) {
  const base::TemporaryDirectory folder;
  const std::string path = (folder.path() / "patch.mp4").string();
  for (const std::string matrix : {"bt709", "smpte170m"}) {
    for (const std::string range : {"tv", "pc"}) {
      SCOPED_TRACE(fmt::format("{} {}", matrix, range));
      KIZASHI_RUN_FFMPEG_OR_SKIP(
          fmt::format("-f lavfi -i color=c=0xE6B496:size=64x64:rate=25:duration=0.2,format=gbrp "
                      "-vf scale=out_color_matrix={0}:out_range={1},format=yuv420p -colorspace {0} -color_range {1} "
                      "-c:v libx264 -qp 4 {2}",
                      matrix, range, path));
      const ReadClip clip = read_clip(open_path(path));
      ASSERT_FALSE(clip.frames.empty());
      expect_colour(clip.frames.front().rgb, {0xE6, 0xB4, 0x96}, coding_tolerance);
    }
  }
}

TEST(RgbConverter, ReadsBackWhatVideoWriterWrote) {
  const base::TemporaryDirectory folder;
  for (const cv::Size size_px : {cv::Size(64, 64), cv::Size(1280, 720)}) {
    const Rgb& skin = patches[3];
    const cv::Mat picture(size_px, CV_8UC3, cv::Scalar(skin[0], skin[1], skin[2]));
    VideoWriterOptions options;
    options.width_px = size_px.width;
    options.height_px = size_px.height;
    auto writer = VideoWriter::create(folder.path() / "clip.webm", options);
    ASSERT_TRUE(writer.ok());
    ASSERT_TRUE(writer->write(picture, 0.0).ok());
    ASSERT_TRUE(writer->finish().ok());
    const ReadClip clip = read_clip(open_path(folder.path() / "clip.webm"));
    ASSERT_EQ(clip.frames.size(), 1U);
    expect_colour(clip.frames.front().rgb, skin, coding_tolerance);
  }
}

}  // namespace
}  // namespace kizashi::media
