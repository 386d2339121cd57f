// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/frame_schedule.h"

#include <gmock/gmock.h>

#include <vector>

namespace kizashi::pipeline {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::Le;
using Job = FrameSchedule::Job;

/// Plays threads that take turns: each begins a job, and ends it when all the others have begun theirs.
class Play {
 public:
  Play(const FrameSchedule::Options& options, int frames, int steps)
      : schedule_(options), threads_(static_cast<std::size_t>(options.threads)), frames_(frames), steps_(steps) {}

  void run() {
    for (int turn = 0; turn < 1000 && !everybody_left(); ++turn) {
      for (Turn& thread : threads_) take_turn(thread);
    }
  }

  [[nodiscard]] bool everybody_left() const {
    return std::all_of(threads_.begin(), threads_.end(), [](const Turn& thread) { return thread.job == Job::leave; });
  }

  std::vector<Job> jobs;            ///< in the order in which they were begun, without wait and leave
  std::vector<int> looks_at_once;   ///< when a look began, it included
  std::vector<int> frames_waiting;  ///< when a decoding ended
  int landed = 0;
  int steps_done = 0;

 private:
  struct Turn {
    Job job = Job::wait;
    std::int64_t frame = 0;
  };

  void take_turn(Turn& thread) {
    end(thread);
    thread.job = schedule_.begin();
    if (thread.job == Job::wait || thread.job == Job::leave) return;
    jobs.push_back(thread.job);
    if (thread.job != Job::look) return;
    thread.frame = schedule_.frame_looked_at();
    looks_at_once.push_back(static_cast<int>(thread.frame) + 1 - landed);
  }

  void end(const Turn& thread) {
    switch (thread.job) {
      case Job::decode:
        schedule_.end_decode(decoded_ < frames_);
        if (decoded_ < frames_) ++decoded_;
        frames_waiting.push_back(decoded_ - static_cast<int>(looks_at_once.size()));
        break;
      case Job::look:
        schedule_.end_look(thread.frame);
        break;
      case Job::land:
        schedule_.commit();
        schedule_.end_land();
        ++landed;
        break;
      case Job::step:
        schedule_.end_step(++steps_done < steps_);
        break;
      default:
        break;
    }
  }

  FrameSchedule schedule_;
  std::vector<Turn> threads_;
  int frames_;
  int steps_;
  int decoded_ = 0;
};

TEST(FrameSchedule, OneThreadTakesEachFrameFromDecodingToLanding) {
  Play play({3, 1, false}, 2, 0);
  play.run();
  EXPECT_THAT(play.jobs,
              ElementsAre(Job::decode, Job::look, Job::land, Job::decode, Job::look, Job::land, Job::decode));
  EXPECT_TRUE(play.everybody_left());
}

TEST(FrameSchedule, EveryFrameLandsWithAnyNumberOfThreads) {
  for (const int threads : {1, 2, 3, 5, 8}) {
    Play play({3, threads, true}, 50, 70);
    play.run();
    EXPECT_TRUE(play.everybody_left()) << threads;
    EXPECT_EQ(play.landed, 50) << threads;
    EXPECT_EQ(play.steps_done, 70) << threads;
  }
}

TEST(FrameSchedule, NoFrameIsLookedAtBeforeTheOneALagBeforeItHasLanded) {
  Play play({3, 8, false}, 50, 0);
  play.run();
  EXPECT_THAT(play.looks_at_once, Each(Le(3)));
  EXPECT_THAT(play.looks_at_once, testing::Contains(3)) << "several threads look at once";
}

TEST(FrameSchedule, DecodingKeepsAFewFramesAhead) {
  for (const int threads : {1, 2, 8}) {
    Play play({3, threads, false}, 50, 0);
    play.run();
    EXPECT_THAT(play.frames_waiting, Each(Le(4))) << threads;
  }
}

TEST(FrameSchedule, TwoThreadsHaveAFrameReadyWhileTheNextIsDecoded) {
  FrameSchedule schedule({3, 2, false});
  ASSERT_EQ(schedule.begin(), Job::decode);
  schedule.end_decode(true);
  EXPECT_EQ(schedule.begin(), Job::decode) << "looking at the only frame would leave the other thread without one";
  EXPECT_EQ(schedule.begin(), Job::look);
}

TEST(FrameSchedule, TheWorkBesideKeepsPaceWithTheFrames) {
  FrameSchedule schedule({3, 1, true});
  ASSERT_EQ(schedule.begin(), Job::decode) << "no frame yet, no step";
  schedule.end_decode(true);
  for (int step = 0; step < 3; ++step) {
    ASSERT_EQ(schedule.begin(), Job::step);
    schedule.end_step(true);
  }
  EXPECT_EQ(schedule.begin(), Job::look);
}

TEST(FrameSchedule, TheWorkBesideIsFinishedAfterTheLastFrame) {
  Play play({3, 2, true}, 2, 40);
  play.run();
  EXPECT_EQ(play.steps_done, 40);
  EXPECT_EQ(play.landed, 2);
}

TEST(FrameSchedule, AfterAStopEverybodyLeaves) {
  FrameSchedule schedule({3, 2, true});
  ASSERT_EQ(schedule.begin(), Job::decode);
  schedule.stop();
  EXPECT_EQ(schedule.begin(), Job::leave);
}

}  // namespace
}  // namespace kizashi::pipeline
