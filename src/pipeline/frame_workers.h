// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <future>
#include <thread>
#include <vector>

#include "kizashi/face/engine.h"
#include "kizashi/media/bounded_queue.h"

namespace kizashi::pipeline {

/// Threads that look at frames, each with an engine's worker of its own.
class FrameWorkers {
 public:
  FrameWorkers(const face::Engine& engine, int threads);
  /// Waits for what was submitted.
  ~FrameWorkers();
  FrameWorkers(const FrameWorkers&) = delete;
  FrameWorkers& operator=(const FrameWorkers&) = delete;

  /// Looks at the frame when a thread is free.
  std::future<face::FoundFaces> submit(media::Frame frame, face::TrackState earlier);

 private:
  using Look = std::packaged_task<face::FoundFaces(face::Worker&)>;

  media::BoundedQueue<Look> waiting_;
  std::vector<std::jthread> threads_;
};

}  // namespace kizashi::pipeline
