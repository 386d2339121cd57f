// SPDX-License-Identifier: Apache-2.0
#include "kizashi/cli/progress_report.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace kizashi::cli {

namespace {

std::string bar_of(double share) {
  constexpr int width = 24;
  const int filled = static_cast<int>(share * width);
  return "[" + std::string(static_cast<std::size_t>(filled), '#') +
         std::string(static_cast<std::size_t>(width - filled), '-') + "]";
}

std::string time_left(double seconds) {
  const auto whole = static_cast<std::int64_t>(seconds + 0.5);
  if (whole >= 3600) return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

}  // namespace

std::string progress_line(const ProgressState& state) {
  const double rate_hz = state.elapsed_s > 0.0 ? static_cast<double>(state.units_done) / state.elapsed_s : 0.0;
  const std::string rate = rate_hz > 0.0 ? fmt::format(", {:.0f} {}/s", rate_hz, state.unit) : "";
  if (!state.share_done) return fmt::format("{} {} {}{}", state.what, state.units_done, state.unit, rate);
  const double share = std::min(1.0, *state.share_done);
  const std::string left =
      share > 0.0 ? fmt::format(", {} left", time_left(state.elapsed_s * (1.0 - share) / share)) : "";
  return fmt::format("{} {} {:3.0f} %{}{}", state.what, bar_of(share), 100.0 * share, rate, left);
}

ProgressReport::ProgressReport(bool shown, std::string unit)
    : shown_(shown), on_terminal_(isatty(STDERR_FILENO) != 0), unit_(std::move(unit)) {}

void ProgressReport::begin(std::string what) {
  what_ = std::move(what);
  began_ = Clock::now();
  drawn_ = began_;
}

void ProgressReport::advance(std::int64_t units_done, std::optional<double> share_done) {
  if (!shown_) return;
  const auto now = Clock::now();
  const auto pause = on_terminal_ ? std::chrono::milliseconds(100) : std::chrono::milliseconds(10000);
  if (now - drawn_ < pause) return;
  drawn_ = now;
  const std::chrono::duration<double> elapsed = now - began_;
  const std::string line = progress_line({what_, units_done, share_done, elapsed.count(), unit_});
  fmt::print(stderr, "{}", on_terminal_ ? "\r\033[K" + line : line + "\n");
  std::fflush(stderr);
}

void ProgressReport::end() {
  if (shown_ && on_terminal_) fmt::print(stderr, "\r\033[K");
}

}  // namespace kizashi::cli
