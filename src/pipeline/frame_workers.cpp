// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/frame_workers.h"

#include <memory>
#include <utility>

#include "kizashi/base/check.h"

namespace kizashi::pipeline {

FrameWorkers::FrameWorkers(const face::Engine& engine, int threads)
    : waiting_(static_cast<std::size_t>(engine.lag_frames())) {
  KIZASHI_CHECK(threads >= 1, "somebody must look");
  for (int i = 0; i < threads; ++i) {
    threads_.emplace_back([this, worker = std::shared_ptr<face::Worker>(engine.make_worker())] {
      while (auto look = waiting_.pop()) (*look)(*worker);
    });
  }
}

FrameWorkers::~FrameWorkers() { waiting_.close(); }

std::future<face::FoundFaces> FrameWorkers::submit(media::Frame frame, face::TrackState earlier) {
  Look look([frame = std::move(frame), earlier = std::move(earlier)](face::Worker& worker) {
    return worker.look(frame, earlier);
  });
  auto found = look.get_future();
  waiting_.push(std::move(look));
  return found;
}

}  // namespace kizashi::pipeline
