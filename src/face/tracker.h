// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "kizashi/face/engine.h"

namespace kizashi::face {

struct TrackerOptions {
  FacesWanted faces = FacesWanted::largest;
  float same_face_overlap = 0.3F;         ///< regions that share more than this belong to one face
  std::int64_t forget_after_frames = 50;  ///< a face unseen for longer is a new one when it comes back elsewhere
};

/// Gives the faces of successive frames their ids. Called once a frame, in order.
class Tracker {
 public:
  explicit Tracker(TrackerOptions options);

  /// Keeps the id of a followed face, gives a detected one the id of the track it overlaps or a new one, and drops the
  /// weaker of two that came to lie on each other. With FacesWanted::largest there is one id, 0, and at most one face.
  observation::FrameObservation commit(const media::Frame& frame, std::vector<FoundFace> found);

  /// Everybody known after the last commit.
  [[nodiscard]] const TrackState& state() const { return state_; }

 private:
  int id_of(const FoundFace& face, const std::vector<int>& taken);
  void remember(const FoundFace& face, int face_id);
  void forget_the_long_unseen();

  TrackerOptions options_;
  TrackState state_;
  int next_face_id_ = 0;
};

}  // namespace kizashi::face
