// SPDX-License-Identifier: Apache-2.0
// Runs before any other code of the program, compiled for the oldest x86-64.
#include <unistd.h>
#include <cstdlib>

namespace {

#ifdef KIZASHI_NEEDS_X86_64_V3
bool cpu_is_x86_64_v3() {
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("fma");
}

__attribute__((constructor(101))) void refuse_older_cpus() {
  if (cpu_is_x86_64_v3()) return;
  constexpr char message[] =
      "kizashi: this build needs a CPU with AVX2, BMI2 and FMA (x86-64-v3, since about 2015); build the portable "
      "preset: "
      "cmake --preset portable && cmake --build --preset portable\n";
  const ssize_t written = write(STDERR_FILENO, message, sizeof(message) - 1);
  constexpr int missing_part = 3;
  _exit(written < 0 ? EXIT_FAILURE : missing_part);
}
#endif

}  // namespace
