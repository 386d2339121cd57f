// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "kizashi/media/av_handles.h"
#include "kizashi/media/av_input.h"

namespace kizashi::media {

/// Follows the packets of a container to tell whether it holds as much as its header promises.
class LengthCheck {
 public:
  void see(const AVPacket& packet, const AVStream& stream);
  /// Asked at the end: reading stopped at damage, an indexed sample lies beyond the file, or the last packet of any
  /// stream ends well before the stated duration.
  [[nodiscard]] bool ends_early(const AvInput& input, int video_stream_idx) const;

 private:
  [[nodiscard]] bool ends_before_duration(const AVFormatContext& format) const;
  std::optional<double> end_s_;  ///< of the packet that ends last, on the container's clock
};

/// The length that a header states; nothing where libavformat only estimates it from the size.
std::optional<double> stated_duration_s(const AVFormatContext& format, const AVStream& stream);

}  // namespace kizashi::media
