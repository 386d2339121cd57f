// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "kizashi/base/result.h"

namespace kizashi::media {

/// The container's comment by which a clip of nobody is known (VideoWriterOptions::comment).
inline constexpr const char* simulated_clip_comment = "kizashi simulated clip";

/// Whether a clip says that it is simulated. Looks at the container alone, not at a frame; a clip that was encoded anew
/// by another program may have lost its comment. Fails as VideoReader::open does.
base::Result<bool> is_simulated_clip(const std::filesystem::path& path);

}  // namespace kizashi::media
