// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>

#include "kizashi/face/tracker.h"
#include "kizashi/media/picture_change.h"
#include "kizashi/pipeline/frame_schedule.h"
#include "kizashi/pipeline/observe_frames.h"

namespace kizashi::pipeline {

/// The frames of a clip that are under way, and the threads that work on them: the caller's and threads - 1 more.
class FrameCrew {
 public:
  /// Keeps references to everything until work() has returned.
  FrameCrew(const FrameSource& source, const face::Engine& engine, const ObserveOptions& options,
            const ObservationSink& sink);

  /// Observes the whole clip. What is thrown in any of the threads is thrown here.
  base::Status work();

 private:
  using Lock = std::unique_lock<std::mutex>;
  using Job = FrameSchedule::Job;

  struct Decoded {
    media::Frame frame;
    std::optional<double> picture_change;
  };
  struct Flight {
    media::Frame label;  ///< number and time alone
    std::optional<double> picture_change;
    face::FoundFaces found;
  };

  // Each takes jobs until there are none; the jobs give the lock away while they work.
  void serve() noexcept;
  void serve(Lock& lock);
  void carry_out(Job job, Lock& lock, face::Worker& worker);
  void decode(Lock& lock);
  void look(Lock& lock, face::Worker& worker);
  void land(Lock& lock);
  void step(Lock& lock);
  void fail(const base::Error& error);

  const FrameSource& source_;
  const face::Engine& engine_;
  const ObserveOptions& options_;
  const ObservationSink& sink_;
  media::PictureChange picture_change_;       ///< of whoever decodes
  face::Tracker tracker_;                     ///< of whoever lands
  std::unique_ptr<face::Finisher> finisher_;  ///< likewise; may be null

  std::mutex mutex_;  ///< guards all that follows
  std::condition_variable changed_;
  FrameSchedule schedule_;
  std::deque<Decoded> waiting_;
  std::deque<Flight> flights_;           ///< being looked at or found, oldest first
  std::deque<face::TrackState> known_;   ///< for the frames that will be looked at next
  std::int64_t first_flight_frame_ = 0;  ///< number of flights_.front(), counted from 0
  std::optional<base::Error> failure_;
  std::exception_ptr thrown_;
};

}  // namespace kizashi::pipeline
