// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "kizashi/base/result.h"

namespace kizashi::face::openface {

/// The files of a model folder, by names such as `model/pdms/a.txt` and `AU_predictors/b.dat` wherever the two folders
/// lie: below the folder given, or the folder given is `model` itself and the other one lies in it or beside it.
class ModelFiles {
 public:
  explicit ModelFiles(const std::filesystem::path& folder);

  /// A file's bytes. Fails with missing_model, which says where to get the models, or unusable_model.
  base::Result<std::string> read(const std::string& name);

  /// What errors call a file.
  [[nodiscard]] std::string shown(const std::string& name) const { return path_of(name).string(); }
  [[nodiscard]] bool has(const std::string& name) const;
  /// Whether there is any folder to look into.
  [[nodiscard]] bool has_a_folder() const;
  /// Whether there are patch experts of the convolutional kind (CEN).
  [[nodiscard]] bool has_convolutional_experts() const;
  /// SHA-256 of everything read so far, by name.
  [[nodiscard]] const std::map<std::string, std::string>& sha256_of_file() const { return sha256_of_file_; }

 private:
  [[nodiscard]] std::filesystem::path path_of(const std::string& name) const;

  std::filesystem::path model_folder_;
  std::filesystem::path predictor_folder_;
  std::map<std::string, std::string> sha256_of_file_;
};

/// Why nothing can be read where nobody named a folder, and where to get one.
base::Error no_folder_named();

/// The name of a file that another one lists: `listed` is relative to the list.
std::string name_beside(const std::string& list, const std::string& listed);

}  // namespace kizashi::face::openface
