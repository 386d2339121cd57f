// SPDX-License-Identifier: Apache-2.0
#include "kizashi/infer/model_store.h"

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <optional>
#include <system_error>
#include <utility>

#include "kizashi/base/hash.h"

namespace kizashi::infer {

namespace {

std::optional<std::filesystem::path> first_holder(const std::vector<std::filesystem::path>& folders,
                                                  const std::string& file) {
  for (const auto& folder : folders) {
    std::error_code ignored;
    if (std::filesystem::is_regular_file(folder / file, ignored)) return folder / file;
  }
  return std::nullopt;
}

std::vector<std::byte> bytes_of(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::error_code failure;
  const auto size = std::filesystem::file_size(path, failure);
  std::vector<std::byte> bytes(failure ? 0 : size);
  stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(stream.gcount()));
  return bytes;
}

}  // namespace

ModelStore::ModelStore(ModelManifest manifest, std::vector<std::filesystem::path> folders)
    : manifest_(std::move(manifest)), folders_(std::move(folders)) {}

base::Error ModelStore::missing(const ModelEntry& entry) const {
  std::string searched;
  for (const auto& folder : folders_) searched += (searched.empty() ? "" : ", ") + folder.string();
  return {base::ErrorCode::missing_model,
          fmt::format("model {} is missing: no {} in {}; run scripts/setup, or take it from the package {} (member {}) "
                      "and put it there or into a folder named by KIZASHI_MODELS",
                      entry.name, entry.file, searched.empty() ? "any folder" : searched, entry.package,
                      fmt::join(entry.member, " > "))};
}

base::Result<VerifiedFile> ModelStore::load(std::string_view name) const {
  const ModelEntry& entry = manifest_.entry(name);
  const auto path = first_holder(folders_, entry.file);
  if (!path) return missing(entry);
  VerifiedFile file{entry.name, {}, *path, bytes_of(*path)};
  base::Sha256 hash;
  hash.update(file.bytes);
  file.sha256 = hash.finish();
  if (file.sha256 != entry.sha256) {
    return base::Error{base::ErrorCode::wrong_checksum,
                       fmt::format("{}: sha256 {} is not the manifest's {}; delete the file and run scripts/setup, or "
                                   "supply the one of {}",
                                   path->string(), file.sha256, entry.sha256, entry.package)};
  }
  return file;
}

std::vector<std::filesystem::path> default_model_folders() {
  if (const char* chosen = std::getenv("KIZASHI_MODELS"); chosen != nullptr && *chosen != '\0') return {chosen};
  std::error_code failure;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", failure);
  if (failure) return {};
  const auto folder = program.parent_path();
  return {folder.parent_path() / "models", folder.parent_path() / "share" / "kizashi" / "models"};
}

}  // namespace kizashi::infer
