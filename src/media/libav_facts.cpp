// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/libav_facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "kizashi/media/av_handles.h"

namespace kizashi::media {

namespace {

/// What phones, browsers and cameras record: docs/guide/measure.md names the same.
constexpr std::array usual_codecs{AV_CODEC_ID_H264, AV_CODEC_ID_HEVC,  AV_CODEC_ID_VP8,  AV_CODEC_ID_VP9,
                                  AV_CODEC_ID_AV1,  AV_CODEC_ID_MPEG4, AV_CODEC_ID_WMV2, AV_CODEC_ID_MJPEG,
                                  AV_CODEC_ID_PNG,  AV_CODEC_ID_AAC,   AV_CODEC_ID_OPUS};

std::string version_text(unsigned version) {
  return fmt::format("{}.{}.{}", AV_VERSION_MAJOR(version), AV_VERSION_MINOR(version), AV_VERSION_MICRO(version));
}

std::vector<std::string> missing_decoders() {
  std::vector<std::string> missing;
  for (const AVCodecID codec : usual_codecs) {
    if (avcodec_find_decoder(codec) == nullptr) missing.emplace_back(avcodec_get_name(codec));
  }
  return missing;
}

LibavLicence strictest_licence() {
  return std::max({licence_of(avcodec_configuration()), licence_of(avformat_configuration()),
                   licence_of(avutil_configuration()), licence_of(swscale_configuration()),
                   licence_of(swresample_configuration())});
}

}  // namespace

LibavLicence licence_of(std::string_view configuration) {
  if (configuration.find("--enable-nonfree") != std::string_view::npos) return LibavLicence::nonfree;
  if (configuration.find("--enable-gpl") != std::string_view::npos) return LibavLicence::gpl;
  return LibavLicence::lgpl;
}

LibavFacts libav_facts() {
  return {av_version_info(),
          {{"libavformat", version_text(avformat_version())},
           {"libavcodec", version_text(avcodec_version())},
           {"libavutil", version_text(avutil_version())},
           {"libswscale", version_text(swscale_version())},
           {"libswresample", version_text(swresample_version())}},
          strictest_licence(),
          avcodec_license(),
          missing_decoders()};
}

}  // namespace kizashi::media
