// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/container_signature.h"

#include <algorithm>
#include <array>
#include <cstdint>
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

/// A box that stands at the top level of an ISO base media file (ISO/IEC 14496-12, 4.2).
struct Box {
  std::int64_t size_bytes = 0;  ///< 0 up to the end of the file
  std::string_view type;
};

std::int64_t big_endian(std::span<const std::byte> bytes) {
  std::uint64_t value = 0;
  for (const std::byte byte : bytes) value = value << 8 | std::to_integer<std::uint64_t>(byte);
  return static_cast<std::int64_t>(value);
}

Box box_of(std::span<const std::byte, 16> head) {
  constexpr std::int64_t size_follows_type = 1;
  const std::int64_t size_bytes = big_endian(head.first(4));
  return {size_bytes == size_follows_type ? big_endian(head.subspan(8, 8)) : size_bytes,
          {reinterpret_cast<const char*>(head.data()) + 4, 4}};
}

}  // namespace

bool has_known_signature(std::span<const std::byte> head) {
  const std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
  return std::any_of(signatures.begin(), signatures.end(), [text](const Signature& signature) {
    return text.size() >= signature.offset + signature.bytes.size() &&
           text.substr(signature.offset, signature.bytes.size()) == signature.bytes;
  });
}

base::Result<bool> ends_inside_index(ByteSource& source) {
  constexpr int boxes_before_index = 64;  // a file of fragments has its index in front
  constexpr std::int64_t smallest_box_bytes = 8;
  std::int64_t offset = 0;
  for (int box_idx = 0; box_idx < boxes_before_index && offset < source.size_bytes(); ++box_idx) {
    if (auto moved = source.seek(offset); !moved.ok()) return moved.error();
    std::array<std::byte, 16> head{};
    const auto count = source.read(head);
    if (!count.ok()) return count.error();
    const Box box = box_of(head);
    if (box.type == "moov") return box.size_bytes > source.size_bytes() - offset;
    if (box.size_bytes < smallest_box_bytes || box.size_bytes > source.size_bytes() - offset) return false;
    offset += box.size_bytes;
  }
  return false;
}

}  // namespace kizashi::media
