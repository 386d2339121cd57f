// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace kizashi::base {

/// The processor this program runs on.
struct Cpu {
  std::string name;                   ///< as the system calls it; empty where it does not say
  int cores = 1;                      ///< that this program may use
  std::vector<std::string> features;  ///< those of AVX2, BMI2 and FMA that it has
};

Cpu this_cpu();

/// Whether it runs a build for x86-64-v3.
bool runs_x86_64_v3(const Cpu& cpu);

}  // namespace kizashi::base
