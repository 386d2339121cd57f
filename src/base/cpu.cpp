// SPDX-License-Identifier: Apache-2.0
#include "kizashi/base/cpu.h"

#include <algorithm>
#include <fstream>
#include <thread>

namespace kizashi::base {

namespace {

std::string cpu_name() {
  std::ifstream stream("/proc/cpuinfo");
  for (std::string line; std::getline(stream, line);) {
    const auto colon = line.find(": ");
    if (line.starts_with("model name") && colon != std::string::npos) return line.substr(colon + 2);
  }
  return {};
}

std::vector<std::string> cpu_features() {
  std::vector<std::string> features;
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx2")) features.emplace_back("AVX2");
  if (__builtin_cpu_supports("bmi2")) features.emplace_back("BMI2");
  if (__builtin_cpu_supports("fma")) features.emplace_back("FMA");
#endif
  return features;
}

}  // namespace

Cpu this_cpu() {
  return {cpu_name(), std::max(1, static_cast<int>(std::thread::hardware_concurrency())), cpu_features()};
}

bool runs_x86_64_v3(const Cpu& cpu) { return cpu.features.size() == 3; }

}  // namespace kizashi::base
