// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/observe_frames.h"

#include <algorithm>

#include "kizashi/pipeline/frame_crew.h"

namespace kizashi::pipeline {

int useful_threads(int threads, int lag_frames) { return std::min(threads, lag_frames + 2); }

base::Status observe_frames(const FrameSource& source, const face::Engine& engine, const ObserveOptions& options,
                            const ObservationSink& sink) {
  return FrameCrew(source, engine, options, sink).work();
}

}  // namespace kizashi::pipeline
