// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace kizashi::base {

/// A fresh folder under the system's temporary folder, readable by its owner alone and removed with everything in it.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace kizashi::base
