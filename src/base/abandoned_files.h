// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace kizashi::base {

/// A partial file that an AtomicFile left behind because its process was killed.
struct AbandonedFile {
  std::filesystem::path path;
  std::string final_name;  ///< what it would have been called when whole
};

/// Those in a folder, by name; none where the folder cannot be read. A file of a process that still runs on this
/// machine is not among them.
std::vector<AbandonedFile> abandoned_files(const std::filesystem::path& folder);

}  // namespace kizashi::base
