// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <stop_token>

#include "kizashi/base/result.h"
#include "kizashi/face/engine.h"
#include "kizashi/media/frame.h"
#include "kizashi/observation/face_observation.h"

namespace kizashi::pipeline {

/// Gives the next frame of a clip, nothing at its end, or why there is none.
using FrameSource = std::function<base::Result<std::optional<media::Frame>>()>;

/// Takes what was seen in one frame; an error ends the clip.
using ObservationSink = std::function<base::Status(const observation::FrameObservation&)>;

/// Does a small part of some work that goes on beside the frames, and says whether there is more.
using StepBeside = std::function<bool()>;

struct ObserveOptions {
  face::FacesWanted faces = face::FacesWanted::largest;
  int threads = 1;           ///< that share all of the work, the caller's included; never changes what is seen
  std::stop_token stopping;  ///< asked for a stop, the clip ends with the error `interrupted`
  StepBeside beside = {};    ///< keeps pace with the frames and is done when they are; may be empty
  face::Reading reading = face::Reading::clip;
};

/// More threads would find nothing to do: one for each frame that may be looked at, one to decode, one for the work
/// beside the frames.
int useful_threads(int threads, int lag_frames);

/// Decodes frames, looks at them, and hands the observations to the sink in the order of the frames. A frame is looked
/// at knowing the faces of exactly Engine::lag_frames() frames before it, so the observations are the same for any
/// number of threads. Source, sink and step are each called by one thread at a time, but not always by the same.
base::Status observe_frames(const FrameSource& source, const face::Engine& engine, const ObserveOptions& options,
                            const ObservationSink& sink);

}  // namespace kizashi::pipeline
