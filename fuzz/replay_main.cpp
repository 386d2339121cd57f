// SPDX-License-Identifier: Apache-2.0
// Runs a fuzz target over every file of a folder, where no fuzzer is linked.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  return files;
}

bool passes(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(stream), {}};
  const std::vector<std::uint8_t> input(bytes.begin(), bytes.end());
  try {
    LLVMFuzzerTestOneInput(input.data(), input.size());
    return true;
  } catch (const std::exception& exception) {
    std::fprintf(stderr, "%s: %s\n", file.c_str(), exception.what());
    return false;
  }
}

}  // namespace

int main(int argument_count, char** arguments) {
  if (argument_count != 2) {
    std::fprintf(stderr, "usage: %s CORPUS-FOLDER\n", arguments[0]);
    return 2;
  }
  const auto files = files_in(arguments[1]);
  std::size_t passed = 0;
  for (const auto& file : files) {
    if (passes(file)) ++passed;
  }
  std::printf("%zu of %zu inputs of %s pass\n", passed, files.size(), arguments[1]);
  return files.empty() || passed != files.size() ? 1 : 0;
}
