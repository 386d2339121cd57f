// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace kizashi::cli {

/// One moment of long work.
struct ProgressState {
  std::string what;  ///< for example `2/7 anna.mp4`
  std::int64_t frames_done = 0;
  std::optional<std::int64_t> frames;  ///< nothing where the container does not say
  double elapsed_s = 0.0;
};

/// The line a person reads: bar, share, rate and time left as far as they are known.
std::string progress_line(const ProgressState& state);

/// Shows progress on standard error: a bar redrawn in place on a terminal, a plain line every ten seconds elsewhere.
class ProgressReport {
 public:
  explicit ProgressReport(bool shown);
  void begin(std::string what);
  void advance(std::int64_t frames_done, std::optional<std::int64_t> frames);
  /// Clears the bar.
  void end();

 private:
  using Clock = std::chrono::steady_clock;
  bool shown_;
  bool on_terminal_;
  std::string what_;
  Clock::time_point began_;
  Clock::time_point drawn_;
};

}  // namespace kizashi::cli
