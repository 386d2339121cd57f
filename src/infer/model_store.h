// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/infer/model_manifest.h"

namespace kizashi::infer {

/// A model file whose bytes are known to be those of the manifest.
struct VerifiedFile {
  std::string name;
  std::string sha256;
  std::filesystem::path path;
  std::vector<std::byte> bytes;
};

/// Finds model files and vouches for their bytes.
class ModelStore {
 public:
  /// Searched in order; the first folder that holds a file of the right name is taken.
  ModelStore(ModelManifest manifest, std::vector<std::filesystem::path> folders);

  /// Reads a model and checks its size and sha256. Fails with missing_model or wrong_checksum; the message says how to
  /// supply the file.
  [[nodiscard]] base::Result<VerifiedFile> load(std::string_view name) const;

  [[nodiscard]] const ModelManifest& manifest() const { return manifest_; }

 private:
  [[nodiscard]] base::Error missing(const ModelEntry& entry) const;

  ModelManifest manifest_;
  std::vector<std::filesystem::path> folders_;
};

/// KIZASHI_MODELS if set, else the folders beside the program: `../models` of a build, `../share/kizashi/models` of an
/// installation.
std::vector<std::filesystem::path> default_model_folders();

}  // namespace kizashi::infer
