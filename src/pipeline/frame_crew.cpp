// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/frame_crew.h"

#include <memory>
#include <thread>
#include <utility>
#include <vector>

namespace kizashi::pipeline {

FrameCrew::FrameCrew(const FrameSource& source, const face::Engine& engine, const ObserveOptions& options,
                     const ObservationSink& sink)
    : source_(source),
      engine_(engine),
      options_(options),
      sink_(sink),
      tracker_({options.faces}),
      finisher_(engine.make_finisher(options.reading)),
      schedule_({engine.lag_frames(), options.threads, static_cast<bool>(options.beside)}),
      // Before the first of so many frames nobody is known.
      known_(static_cast<std::size_t>(engine.lag_frames()), tracker_.state()) {}

base::Status FrameCrew::work() {
  {
    std::vector<std::jthread> others;
    for (int i = 1; i < useful_threads(options_.threads, engine_.lag_frames()); ++i) {
      others.emplace_back([this] { serve(); });
    }
    serve();
  }
  if (thrown_) std::rethrow_exception(thrown_);
  return failure_ ? base::Status(*failure_) : base::Status();
}

void FrameCrew::serve() noexcept {
  Lock lock(mutex_);
  try {
    serve(lock);
  } catch (...) {
    if (!lock.owns_lock()) lock.lock();
    thrown_ = std::current_exception();
    schedule_.stop();
    changed_.notify_all();
  }
}

void FrameCrew::serve(Lock& lock) {
  // Before any frame is taken: the others go on meanwhile, and would soon wait for that frame.
  lock.unlock();
  const std::unique_ptr<face::Worker> worker = engine_.make_worker();
  lock.lock();
  while (true) {
    if (options_.stopping.stop_requested()) fail({base::ErrorCode::interrupted, "stopped on request"});
    const Job job = schedule_.begin();
    if (job == Job::leave) break;
    if (job == Job::wait) {
      changed_.wait(lock);
    } else {
      carry_out(job, lock, *worker);
      changed_.notify_all();
    }
  }
  changed_.notify_all();
}

void FrameCrew::carry_out(Job job, Lock& lock, face::Worker& worker) {
  switch (job) {
    case Job::decode:
      return decode(lock);
    case Job::look:
      return look(lock, worker);
    case Job::land:
      return land(lock);
    default:
      return step(lock);
  }
}

void FrameCrew::decode(Lock& lock) {
  lock.unlock();
  auto frame = source_();
  const bool has_frame = frame.ok() && frame->has_value();
  const auto change = has_frame ? picture_change_.add((*frame)->rgb) : std::nullopt;
  lock.lock();
  if (!frame.ok()) return fail(frame.error());
  if (has_frame) waiting_.push_back({**std::move(frame), change});
  schedule_.end_decode(has_frame);
}

void FrameCrew::look(Lock& lock, face::Worker& worker) {
  const std::int64_t number = schedule_.frame_looked_at();
  Decoded decoded = std::move(waiting_.front());
  waiting_.pop_front();
  const face::TrackState earlier = std::move(known_.front());
  known_.pop_front();
  flights_.push_back({{decoded.frame.frame_idx, decoded.frame.timestamp_s, {}}, decoded.picture_change, {}});
  lock.unlock();
  auto found = worker.look(decoded.frame, earlier);
  decoded.frame.rgb.release();  // not while the others wait for the lock
  lock.lock();
  flights_.at(static_cast<std::size_t>(number - first_flight_frame_)).found = std::move(found);
  schedule_.end_look(number);
}

void FrameCrew::land(Lock& lock) {
  Flight flight = std::move(flights_.front());
  flights_.pop_front();
  ++first_flight_frame_;
  lock.unlock();
  const auto memory = flight.found.memory;
  auto observed = tracker_.commit(flight.label, std::move(flight.found.faces), memory);
  if (flight.found.faces_in_picture) observed.faces_in_picture = flight.found.faces_in_picture;
  observed.picture_change = flight.picture_change;
  lock.lock();
  known_.push_back(tracker_.state());
  schedule_.commit();
  changed_.notify_all();
  lock.unlock();
  if (finisher_ && memory) finisher_->finish(*memory, observed);
  const auto status = sink_(observed);
  lock.lock();
  if (!status.ok()) return fail(status.error());
  schedule_.end_land();
}

void FrameCrew::step(Lock& lock) {
  lock.unlock();
  const bool has_more = options_.beside();
  lock.lock();
  schedule_.end_step(has_more);
}

void FrameCrew::fail(const base::Error& error) {
  if (!failure_) failure_ = error;
  schedule_.stop();
}

}  // namespace kizashi::pipeline
