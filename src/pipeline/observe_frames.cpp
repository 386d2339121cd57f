// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/observe_frames.h"

#include <algorithm>
#include <deque>
#include <future>
#include <thread>
#include <utility>

#include "kizashi/face/tracker.h"
#include "kizashi/media/bounded_queue.h"
#include "kizashi/media/picture_change.h"
#include "kizashi/pipeline/frame_workers.h"

namespace kizashi::pipeline {

namespace {

using MaybeFrame = base::Result<std::optional<media::Frame>>;

/// Decodes ahead of the reader. What waits is kept to a few frames, to one when a frame is very large.
class DecodeAhead {
 public:
  explicit DecodeAhead(const FrameSource& source) : thread_([this, &source] { run(source); }) {}
  ~DecodeAhead() { decoded_.close(); }
  DecodeAhead(const DecodeAhead&) = delete;
  DecodeAhead& operator=(const DecodeAhead&) = delete;

  MaybeFrame next() {
    auto item = decoded_.pop();
    return item ? std::move(*item) : MaybeFrame(std::optional<media::Frame>());
  }

 private:
  void run(const FrameSource& source) {
    bool more = true;
    while (more) {
      MaybeFrame frame = source();
      more = frame.ok() && frame->has_value();
      more = decoded_.push(std::move(frame)) && more;
    }
    decoded_.close();
  }

  static constexpr std::size_t frames_ahead = 3;
  media::BoundedQueue<MaybeFrame> decoded_{frames_ahead};
  std::jthread thread_;
};

/// The frames being looked at, oldest first, and the tracker that follows them.
class InFlight {
 public:
  InFlight(const face::Engine& engine, const ObserveOptions& options, const ObservationSink& sink)
      : lag_(static_cast<std::size_t>(engine.lag_frames())),
        sink_(sink),
        tracker_({options.faces}),
        workers_(engine, std::min(options.threads, engine.lag_frames())) {}

  base::Status add(media::Frame frame) {
    if (flights_.size() == lag_) {
      if (auto status = land_oldest(); !status.ok()) return status;
    }
    media::Frame label{frame.frame_idx, frame.timestamp_s, {}};
    const auto change = picture_change_.add(frame.rgb);
    flights_.push_back({std::move(label), change, workers_.submit(std::move(frame), tracker_.state())});
    return {};
  }

  base::Status land_all() {
    while (!flights_.empty()) {
      if (auto status = land_oldest(); !status.ok()) return status;
    }
    return {};
  }

 private:
  struct Flight {
    media::Frame label;  ///< number and time alone
    std::optional<double> picture_change;
    std::future<face::FoundFaces> found;
  };

  base::Status land_oldest() {
    Flight flight = std::move(flights_.front());
    flights_.pop_front();
    face::FoundFaces found = flight.found.get();
    auto observed = tracker_.commit(flight.label, std::move(found.faces));
    if (found.faces_in_picture) observed.faces_in_picture = found.faces_in_picture;
    observed.picture_change = flight.picture_change;
    return sink_(observed);
  }

  std::size_t lag_;
  const ObservationSink& sink_;
  face::Tracker tracker_;
  media::PictureChange picture_change_;
  std::deque<Flight> flights_;
  FrameWorkers workers_;
};

}  // namespace

base::Status observe_frames(const FrameSource& source, const face::Engine& engine, const ObserveOptions& options,
                            const ObservationSink& sink) {
  DecodeAhead decoded(source);
  InFlight in_flight(engine, options, sink);
  while (true) {
    if (options.stopping.stop_requested()) return base::Error{base::ErrorCode::interrupted, "stopped on request"};
    MaybeFrame frame = decoded.next();
    if (!frame.ok()) return frame.error();
    if (!frame->has_value()) return in_flight.land_all();
    if (auto status = in_flight.add(**std::move(frame)); !status.ok()) return status;
  }
}

}  // namespace kizashi::pipeline
