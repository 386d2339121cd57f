// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace kizashi::cli {

/// One moment of long work.
struct ProgressState {
  std::string what;  ///< for example `anna.mp4` or `2/7 clips`
  std::int64_t units_done = 0;
  std::optional<double> share_done;  ///< of the whole work, 0 to 1; nothing where its length is not known
  double elapsed_s = 0.0;
  std::string unit = "frames";  ///< what is counted
};

/// The line a person reads: bar, share, rate and time left as far as they are known.
std::string progress_line(const ProgressState& state);

/// Shows progress on standard error: a bar redrawn in place on a terminal, a plain line every ten seconds elsewhere.
class ProgressReport {
 public:
  explicit ProgressReport(bool shown, std::string unit = "frames");
  void begin(std::string what);
  /// Changes what the work is called while it goes on.
  void call_it(std::string what) { what_ = std::move(what); }
  void advance(std::int64_t units_done, std::optional<double> share_done);
  /// Clears the bar, at the end or to make room for a line; the next advance() draws it again.
  void end();

 private:
  using Clock = std::chrono::steady_clock;
  bool shown_;
  bool on_terminal_;
  std::string unit_;
  std::string what_;
  Clock::time_point began_;
  Clock::time_point drawn_;
};

}  // namespace kizashi::cli
