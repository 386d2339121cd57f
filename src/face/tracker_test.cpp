// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/tracker.h"

#include <gmock/gmock.h>

#include "kizashi/base/check.h"

namespace kizashi::face {
namespace {

using testing::ElementsAre;

FoundFace face_at(float x_px, std::optional<int> followed = std::nullopt, double confidence = 0.9) {
  FoundFace face;
  face.region = {{x_px, 100}, 80, 0};
  face.followed_track_id = followed;
  face.observation.confidence = confidence;
  return face;
}

std::vector<int> ids_of(const observation::FrameObservation& frame) {
  std::vector<int> ids;
  for (const auto& face : frame.faces) ids.push_back(face.face_id);
  return ids;
}

media::Frame frame_number(std::int64_t idx) { return {idx, static_cast<double>(idx) / 25.0, {}}; }

TEST(Tracker, FacesKeepTheirIdsWhenFollowed) {
  Tracker tracker({FacesWanted::all});
  EXPECT_THAT(ids_of(tracker.commit(frame_number(0), {face_at(100), face_at(300, {}, 0.8)})), ElementsAre(0, 1));
  EXPECT_THAT(ids_of(tracker.commit(frame_number(1), {face_at(305, 1), face_at(95, 0)})), ElementsAre(0, 1));
}

TEST(Tracker, ADetectedFaceTakesTheIdOfTheTrackItLiesOn) {
  Tracker tracker({FacesWanted::all});
  tracker.commit(frame_number(0), {face_at(100), face_at(300, {}, 0.8)});
  tracker.commit(frame_number(1), {face_at(100, 0)});
  EXPECT_THAT(ids_of(tracker.commit(frame_number(2), {face_at(100, 0), face_at(308)})), ElementsAre(0, 1));
}

TEST(Tracker, OfTwoOnTopOfEachOtherTheFollowedOneStays) {
  Tracker tracker({FacesWanted::all});
  tracker.commit(frame_number(0), {face_at(100)});
  EXPECT_THAT(ids_of(tracker.commit(frame_number(1), {face_at(104, {}, 0.99), face_at(100, 0, 0.6)})), ElementsAre(0));
}

TEST(Tracker, TwoTracksThatMeetNeverShareAnId) {
  Tracker tracker({FacesWanted::all});
  tracker.commit(frame_number(0), {face_at(100), face_at(300, {}, 0.8)});
  const auto frame = tracker.commit(frame_number(1), {face_at(150, 0), face_at(260, 0, 0.5)});
  EXPECT_THAT(ids_of(frame), ElementsAre(0, 1));
}

TEST(Tracker, WantingTheLargestThereIsOneFaceAndItsIdIsZero) {
  Tracker tracker({FacesWanted::largest});
  EXPECT_THAT(ids_of(tracker.commit(frame_number(0), {face_at(100), face_at(300)})), ElementsAre(0));
  EXPECT_THAT(ids_of(tracker.commit(frame_number(1), {})), ElementsAre());
  EXPECT_THAT(ids_of(tracker.commit(frame_number(2), {face_at(500)})), ElementsAre(0));
}

FoundFace person_at(double likeness, float x_px, std::optional<int> followed = std::nullopt) {
  FoundFace face = face_at(x_px, followed);
  face.likeness = {likeness, likeness};
  return face;
}

/// Two people, 0 at the left and 4 at the right, of whom nobody is there afterwards.
Tracker tracker_that_lost_two() {
  Tracker tracker({FacesWanted::all});
  tracker.commit(frame_number(0), {person_at(0.0, 100), person_at(4.0, 300)});
  tracker.commit(frame_number(1), {});
  return tracker;
}

TEST(Tracker, SomebodyWhoComesBackElsewhereIsKnownByTheirLikeness) {
  Tracker tracker = tracker_that_lost_two();
  for (int frame = 500; frame < 504; ++frame) tracker.commit(frame_number(frame), {person_at(3.6, 600)});
  EXPECT_THAT(ids_of(tracker.commit(frame_number(504), {person_at(3.6, 600)})), ElementsAre(1));
}

TEST(Tracker, SomebodyUnlikeAllOthersIsNewOnceSeenInFiveFrames) {
  Tracker tracker = tracker_that_lost_two();
  for (int frame = 2; frame < 6; ++frame) {
    EXPECT_THAT(ids_of(tracker.commit(frame_number(frame), {person_at(-5.0, 600)})), ElementsAre());
  }
  EXPECT_THAT(ids_of(tracker.commit(frame_number(6), {person_at(-5.0, 600)})), ElementsAre(2));
}

TEST(Tracker, WhatPassesForAFaceNowAndThenIsNeverBelieved) {
  Tracker tracker = tracker_that_lost_two();
  for (int frame = 2; frame < 200; frame += 20) {
    EXPECT_THAT(ids_of(tracker.commit(frame_number(frame), {person_at(0.0, 600)})), ElementsAre());
  }
}

TEST(Tracker, AFaceWhoseOwnerIsStillSeenIsNewHoweverAlike) {
  Tracker tracker({FacesWanted::all});
  for (int frame = 0; frame < 6; ++frame) {
    const auto followed = frame == 0 ? std::optional<int>() : 0;
    std::vector<FoundFace> found{person_at(0.0, 100, followed)};
    if (frame > 0) found.push_back(person_at(0.0, 600));
    const auto seen = tracker.commit(frame_number(frame), found);
    if (frame == 5) {
      EXPECT_THAT(ids_of(seen), ElementsAre(0, 1));
    }
  }
}

TEST(Tracker, KnowsHowManyFacesThePictureShowsWhereAllAreFollowed) {
  EXPECT_EQ(Tracker({FacesWanted::all}).commit(frame_number(0), {face_at(100), face_at(300)}).faces_in_picture, 2);
  EXPECT_EQ(Tracker({FacesWanted::largest}).commit(frame_number(0), {face_at(100)}).faces_in_picture, std::nullopt);
}

TEST(Tracker, FramesOutOfOrderAreABrokenContract) {
  Tracker tracker({FacesWanted::all});
  tracker.commit(frame_number(3), {});
  EXPECT_THROW(tracker.commit(frame_number(3), {}), base::ContractViolation);
}

}  // namespace
}  // namespace kizashi::face
