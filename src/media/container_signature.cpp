// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/container_signature.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace kizashi::media {

namespace {

using namespace std::string_view_literals;

struct Signature {
  std::size_t offset;
  std::string_view bytes;
};

constexpr std::array signatures{
    Signature{4, "ftyp"sv},                              // ISO base media file (ISO/IEC 14496-12, 4.3)
    Signature{4, "moov"sv},                              // QuickTime files may begin with any of these boxes
    Signature{4, "mdat"sv},                              //
    Signature{4, "wide"sv},                              //
    Signature{0, "\x1A\x45\xDF\xA3"sv},                  // EBML: Matroska, WebM (RFC 8794, 11.2.1)
    Signature{8, "AVI LIST"sv},                          // RIFF AVI
    Signature{0, "\x30\x26\xB2\x75\x8E\x66\xCF\x11"sv},  // ASF header object: WMV
    Signature{0, "FLV\x01"sv},                           //
    Signature{0, "OggS"sv},                              // RFC 3533
    Signature{0, "DKIF"sv},                              // IVF
    Signature{0, "\x00\x00\x01\xBA"sv},                  // MPEG program stream pack header
    Signature{0, "\x89PNG\r\n\x1A\n"sv},                 //
    Signature{0, "\xFF\xD8\xFF"sv},                      // JPEG
    Signature{8, "WEBPVP8"sv},                           //
    Signature{0, "GIF8"sv},                              //
};

}  // namespace

bool has_known_signature(std::span<const std::byte> head) {
  const std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
  return std::any_of(signatures.begin(), signatures.end(), [text](const Signature& signature) {
    return text.size() >= signature.offset + signature.bytes.size() &&
           text.substr(signature.offset, signature.bytes.size()) == signature.bytes;
  });
}

}  // namespace kizashi::media
