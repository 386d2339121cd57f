// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <ctime>
#include <map>
#include <string>

/// Processor time of all threads: what runs in the inference library's own threads counts too.
inline double processor_s() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

class Stages {
 public:
  template <typename Work>
  auto time(const char* stage, Work work) {
    const double begin_s = processor_s();
    auto result = work();
    spent_s_[stage] += processor_s() - begin_s;
    return result;
  }

  void print(int frames) const {
    std::string stages;
    for (const auto& [stage, spent_s] : spent_s_) {
      stages += fmt::format("{}\"{}\": {:.4f}", stages.empty() ? "" : ", ", stage, spent_s * 1e3 / frames);
    }
    fmt::print("{{\"frames\": {}, \"milliseconds_per_frame\": {{{}}}}}\n", frames, stages);
  }

 private:
  std::map<std::string, double> spent_s_;
};
