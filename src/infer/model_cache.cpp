// SPDX-License-Identifier: Apache-2.0
#include "kizashi/infer/model_cache.h"

#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "kizashi/base/atomic_file.h"
#include "kizashi/base/hash.h"

namespace kizashi::infer {

namespace {
constexpr std::size_t checksum_digits = 64;
}  // namespace

ModelCache::ModelCache(std::filesystem::path folder) : folder_(std::move(folder)) {}

std::filesystem::path ModelCache::path_of(const std::string& key) const {
  return folder_ / (base::sha256_of(key).substr(0, 32) + ".compiled");
}

std::optional<std::string> ModelCache::find(const std::string& key) const {
  std::ifstream file(path_of(key), std::ios::binary);
  std::string content(std::istreambuf_iterator<char>(file), {});
  if (content.size() <= checksum_digits) return std::nullopt;
  const std::string stated = content.substr(0, checksum_digits);
  content.erase(0, checksum_digits);
  return base::sha256_of(content) == stated ? std::optional(std::move(content)) : std::nullopt;
}

void ModelCache::keep(const std::string& key, std::string_view compiled) const {
  std::error_code ignored;
  std::filesystem::create_directories(folder_, ignored);
  auto file = base::AtomicFile::create(path_of(key));
  if (!file.ok() || !file->write(base::sha256_of(compiled)).ok() || !file->write(compiled).ok()) return;
  static_cast<void>(file->commit());
}

}  // namespace kizashi::infer
