// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>
#include <thread>

namespace kizashi::cli {

/// Turns the first SIGINT or SIGTERM into a stop request, so that work under way is dropped cleanly; a second one ends
/// the program at once. Make it before any other thread.
class StopSignal {
 public:
  StopSignal();
  ~StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  [[nodiscard]] std::stop_token token() const { return source_.get_token(); }

 private:
  std::stop_source source_;
  std::jthread waiting_;
};

}  // namespace kizashi::cli
