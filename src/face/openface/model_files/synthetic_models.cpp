// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/model_files/synthetic_models.h"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace kizashi::face::openface {

namespace fs = std::filesystem;

fs::path synthetic_folder() { return KIZASHI_SYNTHETIC_OPENFACE_MODELS; }

std::string synthetic_file(const std::string& name) {
  std::ifstream stream(synthetic_folder() / name, std::ios::binary);
  if (!stream) throw std::runtime_error("no synthetic model file " + name);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

ChangedModelFolder::ChangedModelFolder() { fs::copy(synthetic_folder(), path(), fs::copy_options::recursive); }

void ChangedModelFolder::write(const std::string& name, const std::string& bytes) const {
  fs::create_directories(file(name).parent_path());
  std::ofstream(file(name), std::ios::binary) << bytes;
}

void ChangedModelFolder::remove(const std::string& name) const { fs::remove_all(file(name)); }

void ChangedModelFolder::move(const std::string& from, const std::string& to) const {
  fs::create_directories(file(to).parent_path());
  fs::rename(file(from), file(to));
}

}  // namespace kizashi::face::openface
