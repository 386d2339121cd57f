// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "kizashi/face/engine.h"

namespace kizashi::face {

struct TrackerOptions {
  FacesWanted faces = FacesWanted::largest;
  float same_face_overlap = 0.3F;  ///< regions that share more than this belong to one face
  /// A newcomer counts once it was seen in so many frames: fists and patterns pass for a face in one frame, not in
  /// three. The first people of a clip, and the one subject, count at once.
  std::int64_t frames_to_be_believed = 5;
  std::int64_t forget_unbelieved_after_frames = 8;
  /// A newcomer is somebody seen before when likeness (root mean square difference, in units of the variation within a
  /// person) and way (face sizes from where that one was last) together stay below `same_person`.
  double same_person = 2.5;
  double way_weight = 0.15;
  double longest_way = 6.0;  ///< a longer way counts as this one: people walk while they are not seen
};

/// Gives the faces of successive frames their ids. Called once a frame, in order.
class Tracker {
 public:
  explicit Tracker(TrackerOptions options);

  /// Keeps followed faces on their tracks, puts detected ones on the track they lie on or a new one, drops the weaker
  /// of two that came to lie on each other, and says whose faces they are. With FacesWanted::largest there is one id,
  /// 0, and at most one face. Keeps the engine's memory for frames to come.
  observation::FrameObservation commit(const media::Frame& frame, std::vector<FoundFace> found,
                                       std::shared_ptr<const EngineMemory> memory = nullptr);

  /// Everybody known after the last commit.
  [[nodiscard]] const TrackState& state() const { return state_; }

 private:
  Track& track_of(const FoundFace& face);
  void update(Track& track, const FoundFace& face) const;
  [[nodiscard]] bool is_believed(const Track& track) const;
  [[nodiscard]] double unlikeness(const Track& newcomer, const Track& known) const;
  /// Whose face a track shows, settled when it is first believed.
  std::optional<int> face_id_of(int track_id);
  /// Somebody known who is not in this frame and whom the track resembles, or somebody new.
  int identify(const Track& track);
  void forget();

  TrackerOptions options_;
  TrackState state_;
  bool anybody_yet_ = false;
  int next_track_id_ = 0;
  int next_face_id_ = 0;
};

}  // namespace kizashi::face
