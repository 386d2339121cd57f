// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/model_files/model_files.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <system_error>
#include <vector>

#include "kizashi/base/hash.h"
#include "kizashi/face/openface/model_files/damaged_file.h"

namespace kizashi::face::openface {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view model_prefix = "model/";
constexpr std::string_view predictor_prefix = "AU_predictors/";

/// OpenFace's own have under 3 MB.
constexpr std::uintmax_t largest_file_bytes = 100'000'000;

constexpr std::string_view where_to_get =
    "OpenFace's models are free for research only and do not come with kizashi: get them from the OpenFace project of "
    "Tadas Baltrusaitis on GitHub, as its wiki's page on model download says, and accept its licence yourself";

bool is_folder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

fs::path first_folder(const std::vector<fs::path>& candidates) {
  for (const fs::path& candidate : candidates) {
    if (is_folder(candidate)) return candidate;
  }
  return candidates.front();
}

}  // namespace

base::Error no_folder_named() {
  return {base::ErrorCode::missing_model,
          fmt::format("no folder of OpenFace's models is named (--models DIR); {}", where_to_get)};
}

ModelFiles::ModelFiles(const fs::path& folder)
    : model_folder_(is_folder(folder / "model") || !is_folder(folder / "patch_experts") ? folder / "model" : folder),
      predictor_folder_(first_folder(
          {(model_folder_ / ".." / "AU_predictors").lexically_normal(), model_folder_ / "AU_predictors"})) {}

fs::path ModelFiles::path_of(const std::string& name) const {
  if (name.starts_with(predictor_prefix)) return predictor_folder_ / name.substr(predictor_prefix.size());
  return model_folder_ / (name.starts_with(model_prefix) ? name.substr(model_prefix.size()) : name);
}

bool ModelFiles::has(const std::string& name) const {
  std::error_code ignored;
  return fs::is_regular_file(path_of(name), ignored);
}

bool ModelFiles::has_a_folder() const { return is_folder(model_folder_) || is_folder(predictor_folder_); }

bool ModelFiles::has_convolutional_experts() const {
  std::error_code ignored;
  for (const fs::path& entry : fs::directory_iterator(model_folder_ / "patch_experts", ignored)) {
    if (entry.filename().string().starts_with("cen_patches_")) return true;
  }
  return false;
}

base::Result<std::string> ModelFiles::read(const std::string& name) {
  const fs::path path = path_of(name);
  if (!has(name)) {
    return base::Error{base::ErrorCode::missing_model, fmt::format("{} is missing; {}", path.string(), where_to_get)};
  }
  std::error_code failure;
  if (fs::file_size(path, failure) > largest_file_bytes || failure) {
    return damaged_file(fmt::format("{}, byte {}", path.string(), largest_file_bytes), "too large for a model file");
  }
  std::ifstream stream(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (!stream.good() && !stream.eof()) {
    return damaged_file(path.string(), "it cannot be read");
  }
  sha256_of_file_[name] = base::sha256_of(bytes);
  return bytes;
}

std::string name_beside(const std::string& list, const std::string& listed) {
  return (fs::path(list).parent_path() / listed).lexically_normal().generic_string();
}

}  // namespace kizashi::face::openface
