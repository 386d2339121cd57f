// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "kizashi/base/temporary_directory.h"

namespace kizashi::face::openface {

/// What tools/make_synthetic_openface_models.py made. For tests.
std::filesystem::path synthetic_folder();
/// The bytes of one of its files, such as `model/pdms/face.txt`.
std::string synthetic_file(const std::string& name);

/// A copy of it to change. For tests.
class ChangedModelFolder {
 public:
  ChangedModelFolder();
  [[nodiscard]] std::filesystem::path path() const { return directory_.path() / "openface"; }
  [[nodiscard]] std::filesystem::path file(const std::string& name) const { return path() / name; }
  void write(const std::string& name, const std::string& bytes) const;
  void remove(const std::string& name) const;
  void move(const std::string& from, const std::string& to) const;

 private:
  base::TemporaryDirectory directory_;
};

}  // namespace kizashi::face::openface
