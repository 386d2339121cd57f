// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/mesh/region_search.h"

#include <gtest/gtest.h>

namespace kizashi::face::mesh {
namespace {

FaceRegion square(float x_px, float size_px) { return {{x_px, 100}, size_px, 0}; }

Track person(int id, const FaceRegion& region, std::int64_t last_seen_frame_idx) {
  return {id, id, region, last_seen_frame_idx, 1, {}};
}

TEST(SubjectAmong, WithoutAPastIsTheLargest) {
  EXPECT_FLOAT_EQ(subject_among({square(50, 40), square(200, 90)}, {})->size_px, 90.0F);
}

TEST(SubjectAmong, IsTheOneWhereTheSubjectWasThoughAnotherIsLarger) {
  const TrackState earlier{10, {person(0, square(55, 42), 3)}};
  EXPECT_FLOAT_EQ(subject_among({square(50, 40), square(200, 90)}, earlier)->size_px, 40.0F);
}

TEST(SubjectAmong, IsTheLargestWhenNobodyIsNearTheOldPlace) {
  const TrackState earlier{10, {person(0, square(500, 42), 3)}};
  EXPECT_FLOAT_EQ(subject_among({square(50, 40), square(200, 90)}, earlier)->size_px, 90.0F);
}

TEST(SubjectAmong, NobodyIsNobody) { EXPECT_FALSE(subject_among({}, {}).has_value()); }

TEST(SeenTracks, LeavesOutThoseThatAreOnlyRemembered) {
  const auto seen = seen_tracks({10, {person(0, square(50, 40), 10), person(1, square(200, 40), 5)}});
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].track_id, 0);
}

TEST(MustSearch, ForOneSubjectOnlyWhenItIsNotThere) {
  EXPECT_TRUE(must_search(FacesWanted::largest, 3, {}, 0));
  EXPECT_FALSE(must_search(FacesWanted::largest, 8, {}, 1));
}

TEST(MustSearch, ForEverybodyAtOnceWhenSomebodyIsLostAndNowAndThenForOthers) {
  const TrackState both_seen{10, {person(0, square(50, 40), 10), person(1, square(200, 40), 10)}};
  const TrackState one_missing{10, {person(0, square(50, 40), 10), person(1, square(200, 40), 5)}};
  EXPECT_TRUE(must_search(FacesWanted::all, 11, both_seen, 1));
  EXPECT_FALSE(must_search(FacesWanted::all, 11, both_seen, 2));
  EXPECT_TRUE(must_search(FacesWanted::all, 33, both_seen, 2));
  EXPECT_TRUE(must_search(FacesWanted::all, 19, one_missing, 1));
  EXPECT_FALSE(must_search(FacesWanted::all, 13, one_missing, 1));
}

TEST(Newcomers, AreDetectionsAwayFromKnownFaces) {
  Detection known{{100, 100}, {40, 40}, {}, 0.9F};
  Detection other{{400, 100}, {40, 40}, {}, 0.9F};
  for (auto* detection : {&known, &other}) detection->keypoints_px.fill(detection->centre_px);
  FoundFace face;
  face.region = region_of(known);
  const auto regions = newcomers({known, other}, {face});
  ASSERT_EQ(regions.size(), 1U);
  EXPECT_FLOAT_EQ(regions[0].centre_px.x(), 400.0F);
}

}  // namespace
}  // namespace kizashi::face::mesh
