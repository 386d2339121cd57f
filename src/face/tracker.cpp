// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/tracker.h"

#include <algorithm>
#include <utility>

#include "kizashi/base/check.h"

namespace kizashi::face {

namespace {

bool contains(const std::vector<int>& ids, int face_id) {
  return std::find(ids.begin(), ids.end(), face_id) != ids.end();
}

/// Followed faces first, then the surer ones, so that an established face is never displaced by a new one on top of it.
void sort_by_claim(std::vector<FoundFace>& found) {
  std::stable_sort(found.begin(), found.end(), [](const FoundFace& a, const FoundFace& b) {
    if (a.followed_face_id.has_value() != b.followed_face_id.has_value()) return a.followed_face_id.has_value();
    return a.observation.confidence > b.observation.confidence;
  });
}

std::vector<FoundFace> without_doubles(std::vector<FoundFace> found, float same_face_overlap) {
  sort_by_claim(found);
  std::vector<FoundFace> kept;
  for (FoundFace& face : found) {
    const bool doubled = std::any_of(kept.begin(), kept.end(), [&](const FoundFace& other) {
      return overlap(face.region, other.region) > same_face_overlap;
    });
    if (!doubled) kept.push_back(std::move(face));
  }
  return kept;
}

}  // namespace

Tracker::Tracker(TrackerOptions options) : options_(options) {}

int Tracker::id_of(const FoundFace& face, const std::vector<int>& taken) {
  if (options_.faces == FacesWanted::largest) return 0;
  if (face.followed_face_id && !contains(taken, *face.followed_face_id)) return *face.followed_face_id;
  float most_shared = options_.same_face_overlap;
  int best = next_face_id_;
  for (const Track& track : state_.tracks) {
    const float shared = overlap(track.region, face.region);
    if (shared > most_shared && !contains(taken, track.face_id)) {
      most_shared = shared;
      best = track.face_id;
    }
  }
  return best;
}

void Tracker::remember(const FoundFace& face, int face_id) {
  next_face_id_ = std::max(next_face_id_, face_id + 1);
  auto place = std::lower_bound(state_.tracks.begin(), state_.tracks.end(), face_id,
                                [](const Track& track, int id) { return track.face_id < id; });
  if (place == state_.tracks.end() || place->face_id != face_id) place = state_.tracks.insert(place, Track{});
  *place = Track{face_id, face.region, state_.frame_idx};
}

void Tracker::forget_the_long_unseen() {
  std::erase_if(state_.tracks, [&](const Track& track) {
    return state_.frame_idx - track.last_seen_frame_idx > options_.forget_after_frames;
  });
}

observation::FrameObservation Tracker::commit(const media::Frame& frame, std::vector<FoundFace> found) {
  KIZASHI_CHECK(frame.frame_idx > state_.frame_idx, "frames are committed in their order");
  state_.frame_idx = frame.frame_idx;
  found = without_doubles(std::move(found), options_.same_face_overlap);
  if (options_.faces == FacesWanted::largest && found.size() > 1) found.resize(1);
  observation::FrameObservation result{frame.frame_idx, frame.timestamp_s, {}};
  std::vector<int> taken;
  for (FoundFace& face : found) {
    const int face_id = id_of(face, taken);
    taken.push_back(face_id);
    remember(face, face_id);
    face.observation.face_id = face_id;
    result.faces.push_back(std::move(face.observation));
  }
  std::sort(result.faces.begin(), result.faces.end(),
            [](const auto& a, const auto& b) { return a.face_id < b.face_id; });
  forget_the_long_unseen();
  return result;
}

}  // namespace kizashi::face
