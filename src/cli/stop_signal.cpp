// SPDX-License-Identifier: Apache-2.0
#include "kizashi/cli/stop_signal.h"

#include <pthread.h>
#include <unistd.h>

#include <csignal>

namespace kizashi::cli {

namespace {

sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

// Sent by the destructor to wake the waiting thread; unlike the others it never comes from outside.
constexpr int wake_signal = SIGUSR1;

}  // namespace

StopSignal::StopSignal() {
  sigset_t signals = stop_signals();
  sigaddset(&signals, wake_signal);
  // Blocked here, and so in every thread made later: the waiting thread alone receives them.
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  waiting_ = std::jthread([this, signals] {
    int received = 0;
    sigwait(&signals, &received);
    if (received == wake_signal) return;
    source_.request_stop();
    sigwait(&signals, &received);
    constexpr int interrupted = 130;
    if (received != wake_signal) _exit(interrupted);
  });
}

StopSignal::~StopSignal() { pthread_kill(waiting_.native_handle(), wake_signal); }

}  // namespace kizashi::cli
