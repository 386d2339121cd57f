// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/tracker.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "kizashi/base/check.h"

namespace kizashi::face {

namespace {

/// Followed faces first, then the surer ones, so that an established face is never displaced by a new one on top of it.
void sort_by_claim(std::vector<FoundFace>& found) {
  std::stable_sort(found.begin(), found.end(), [](const FoundFace& a, const FoundFace& b) {
    if (a.followed_track_id.has_value() != b.followed_track_id.has_value()) return a.followed_track_id.has_value();
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

/// Root mean square difference; two likenesses that cannot be compared are taken for alike.
double difference(const Likeness& a, const Likeness& b) {
  if (a.empty() || a.size() != b.size()) return 0.0;
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return std::sqrt(sum / static_cast<double>(a.size()));
}

}  // namespace

Tracker::Tracker(TrackerOptions options) : options_(options) {}

Track& Tracker::track_of(const FoundFace& face) {
  for (Track& track : state_.tracks) {
    const bool is_free = track.last_seen_frame_idx < state_.frame_idx;
    if (is_free && face.followed_track_id == track.track_id) return track;
  }
  Track* best = nullptr;
  float most_shared = options_.same_face_overlap;
  for (Track& track : state_.tracks) {
    const float shared = overlap(track.region, face.region);
    if (track.last_seen_frame_idx == state_.frame_idx || shared <= most_shared) continue;
    most_shared = shared;
    best = &track;
  }
  if (best != nullptr) return *best;
  Track& newcomer = state_.tracks.emplace_back();
  newcomer.track_id = next_track_id_++;
  return newcomer;
}

void Tracker::update(Track& track, const FoundFace& face) const {
  track.region = face.region;
  track.last_seen_frame_idx = state_.frame_idx;
  ++track.frames_seen;
  track.likeness.resize(face.likeness.size(), 0.0);
  for (std::size_t i = 0; i < face.likeness.size(); ++i) {
    track.likeness[i] += (face.likeness[i] - track.likeness[i]) / static_cast<double>(track.frames_seen);
  }
}

bool Tracker::is_believed(const Track& track) const {
  if (options_.faces == FacesWanted::largest || !anybody_yet_) return true;
  return track.frames_seen >= options_.frames_to_be_believed;
}

double Tracker::unlikeness(const Track& newcomer, const Track& known) const {
  const float apart_px = (newcomer.region.centre_px - known.region.centre_px).norm();
  const double way = static_cast<double>(apart_px / std::max(known.region.size_px, 1.0F));
  return difference(newcomer.likeness, known.likeness) + options_.way_weight * std::min(way, options_.longest_way);
}

int Tracker::identify(const Track& track) {
  const Track* best = nullptr;
  double least = options_.same_person;
  for (const Track& known : state_.tracks) {
    if (!known.face_id || known.last_seen_frame_idx == state_.frame_idx) continue;
    const double unlike = options_.faces == FacesWanted::largest ? 0.0 : unlikeness(track, known);
    if (unlike >= least) continue;
    least = unlike;
    best = &known;
  }
  if (best == nullptr) return next_face_id_++;
  const int face_id = *best->face_id;
  std::erase_if(state_.tracks, [&](const Track& known) { return known.face_id == face_id; });
  return face_id;
}

void Tracker::forget() {
  std::erase_if(state_.tracks, [&](const Track& track) {
    return !track.face_id && state_.frame_idx - track.last_seen_frame_idx > options_.forget_unbelieved_after_frames;
  });
}

observation::FrameObservation Tracker::commit(const media::Frame& frame, std::vector<FoundFace> found,
                                              std::shared_ptr<const EngineMemory> memory) {
  KIZASHI_CHECK(frame.frame_idx > state_.frame_idx, "frames are committed in their order");
  state_.frame_idx = frame.frame_idx;
  state_.memory = std::move(memory);
  forget();
  found = without_doubles(std::move(found), options_.same_face_overlap);
  if (options_.faces == FacesWanted::largest && found.size() > 1) found.resize(1);
  std::map<int, observation::FaceObservation> seen_of_track;
  for (FoundFace& face : found) {
    Track& track = track_of(face);
    update(track, face);
    seen_of_track.emplace(track.track_id, std::move(face.observation));
  }
  observation::FrameObservation result{frame.frame_idx, frame.timestamp_s, {}};
  for (auto& [track_id, seen] : seen_of_track) {
    const auto face_id = face_id_of(track_id);
    if (!face_id) continue;
    seen.face_id = *face_id;
    result.faces.push_back(std::move(seen));
  }
  if (options_.faces == FacesWanted::all) result.faces_in_picture = static_cast<int>(result.faces.size());
  anybody_yet_ = anybody_yet_ || !result.faces.empty();
  std::sort(result.faces.begin(), result.faces.end(),
            [](const auto& a, const auto& b) { return a.face_id < b.face_id; });
  return result;
}

std::optional<int> Tracker::face_id_of(int track_id) {
  const auto with_that_id = [&](const Track& track) { return track.track_id == track_id; };
  auto track = std::find_if(state_.tracks.begin(), state_.tracks.end(), with_that_id);
  if (!track->face_id && is_believed(*track)) {
    const int face_id = identify(*track);
    track = std::find_if(state_.tracks.begin(), state_.tracks.end(), with_that_id);
    track->face_id = face_id;
  }
  return track->face_id;
}

}  // namespace kizashi::face
