// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

#include "kizashi/base/result.h"
#include "kizashi/media/byte_source.h"

namespace kizashi::media {

/// Bytes from the start of a file that has_known_signature() needs.
inline constexpr std::size_t signature_bytes = 16;

/// Whether a file begins like a video container or a picture that we read, so that a failure to open it means that it
/// is cut off or damaged and not that it is something else.
bool has_known_signature(std::span<const std::byte> head);

/// Whether an ISO base media file (mp4, mov) stops inside its index. False for every other file; the source is left
/// somewhere.
base::Result<bool> ends_inside_index(ByteSource& source);

}  // namespace kizashi::media
