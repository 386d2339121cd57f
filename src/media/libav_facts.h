// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kizashi::media {

/// What the way libav was built asks of whoever passes it on.
enum class LibavLicence {
  lgpl,
  gpl,      ///< holds parts under the GPL: Debian's build, for its encoders x264 and x265
  nonfree,  ///< may not be passed on at all
};

/// The licence of a build by the flags that it was configured with.
LibavLicence licence_of(std::string_view configuration);

struct LibraryVersion {
  std::string name;  ///< for example libavcodec
  std::string version;
};

/// The libraries that this program found on this machine.
struct LibavFacts {
  std::string release;  ///< FFmpeg's own version, for example 5.1.6-0+deb12u1
  std::vector<LibraryVersion> libraries;
  LibavLicence licence = LibavLicence::lgpl;  ///< the strictest of the libraries'
  std::string licence_text;                   ///< libavcodec's own words
  std::vector<std::string> missing_decoders;  ///< of the codecs that recordings usually have
};

LibavFacts libav_facts();

}  // namespace kizashi::media
