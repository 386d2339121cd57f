// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kizashi/base/result.h"

namespace kizashi::infer {

/// One file that the program needs and does not carry.
struct ModelEntry {
  std::string name;  ///< what the program calls it, for example `face_landmarks`
  std::string file;  ///< its file name in a model folder
  std::int64_t size_bytes = 0;
  std::string sha256;  ///< 64 lower-case hexadecimal digits
  std::string licence;
  std::string package;              ///< the registry package that holds it, as `name==version`
  std::string package_sha256;       ///< of the package file
  std::vector<std::string> member;  ///< path inside the package; a second item is a path inside that archive
};

struct ModelManifest {
  std::vector<ModelEntry> models;

  /// The entry of that name; asking for a name that is not there is a broken contract.
  [[nodiscard]] const ModelEntry& entry(std::string_view name) const;
};

/// Reads models/manifest.json. Fails with invalid_document and the position of the first mistake.
base::Result<ModelManifest> parse_manifest(std::string_view text, std::string_view name);

/// The manifest this program was built with.
const ModelManifest& built_in_manifest();

}  // namespace kizashi::infer
