// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace kizashi::media {

/// Stops libav from writing to standard error. Every function that hands work to libav calls it first; safe from any
/// thread.
void silence_libav();

}  // namespace kizashi::media
