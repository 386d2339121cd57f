// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>

namespace kizashi::pipeline {

/// Says what the next free thread of a clip does, so that every thread shares in all of the work. Frames are decoded
/// one after the other, looked at side by side, and landed one after the other in their order. A frame may be looked at
/// once the one `lag_frames` before it has landed. Beside the frames goes work in small steps of its own.
/// It counts and knows nothing of threads: whoever asks holds a lock.
class FrameSchedule {
 public:
  enum class Job {
    land,    ///< the oldest frame, in which the faces were found
    step,    ///< of the work beside the frames
    decode,  ///< the next frame
    look,    ///< at the oldest decoded frame
    wait,    ///< until another thread's job ends
    leave,   ///< nothing is left to be done
  };

  struct Options {
    int lag_frames = 1;
    int threads = 1;
    bool has_steps = false;  ///< there is work beside the frames
  };

  explicit FrameSchedule(const Options& options);

  /// Chooses a job and notes that it was begun.
  Job begin();
  /// The frame, counted from 0, at which the job that was begun last looks.
  [[nodiscard]] std::int64_t frame_looked_at() const { return looks_begun_ - 1; }

  void end_decode(bool has_frame);
  void end_look(std::int64_t frame);
  /// The faces of the oldest frame are known; the rest of its landing still goes on.
  void commit();
  void end_land() { landing_ = false; }
  void end_step(bool has_more);
  /// Every thread leaves when it comes next.
  void stop() { stopped_ = true; }

 private:
  [[nodiscard]] Job choose() const;
  [[nodiscard]] std::int64_t waiting() const { return decoded_ - looks_begun_; }
  [[nodiscard]] bool may_decode() const { return !decoding_ && !source_is_over_; }
  [[nodiscard]] bool may_step() const;

  std::int64_t lag_frames_;
  std::int64_t fewest_waiting_;  ///< below it decoding comes before looking
  std::int64_t most_waiting_;
  std::int64_t decoded_ = 0;
  std::int64_t looks_begun_ = 0;
  std::int64_t committed_ = 0;
  std::deque<bool> is_found_;  ///< of the frames between committed_ and looks_begun_
  std::int64_t steps_ = 0;
  bool decoding_ = false;
  bool source_is_over_ = false;
  bool landing_ = false;
  bool stepping_ = false;
  bool steps_are_over_;
  bool stopped_ = false;
};

}  // namespace kizashi::pipeline
