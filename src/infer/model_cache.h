// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace kizashi::infer {

/// Keeps compiled models in a folder, so that a program need not compile them at every start. What was damaged since it
/// was written, by a disk or a power cut, is not found: the inference runtime would read other weights out of it and
/// measure nonsense without a word.
class ModelCache {
 public:
  explicit ModelCache(std::filesystem::path folder);

  /// The compiled model kept under this key, whole, or nothing.
  [[nodiscard]] std::optional<std::string> find(const std::string& key) const;
  /// Keeps a compiled model as far as the disk allows; without, the next start compiles again.
  void keep(const std::string& key, std::string_view compiled) const;

 private:
  [[nodiscard]] std::filesystem::path path_of(const std::string& key) const;

  std::filesystem::path folder_;
};

}  // namespace kizashi::infer
