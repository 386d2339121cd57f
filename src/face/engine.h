// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "kizashi/face/region.h"
#include "kizashi/media/frame.h"
#include "kizashi/observation/face_observation.h"

namespace kizashi::face {

/// A face known from an earlier frame: where it was, and when it was last seen.
struct Track {
  int face_id = 0;
  FaceRegion region;
  std::int64_t last_seen_frame_idx = 0;
};

/// Everybody known after a frame, by rising face_id.
struct TrackState {
  std::int64_t frame_idx = -1;
  std::vector<Track> tracks;
};

/// A face found in one frame, before the sequence of frames has given it an id.
struct FoundFace {
  observation::FaceObservation observation;  ///< face_id is set by the Tracker
  FaceRegion region;                         ///< where to look for it next
  std::optional<int> followed_face_id;       ///< the track it was followed from; nothing for a face that was detected
};

enum class FacesWanted {
  largest,  ///< one subject: the largest face, then followed
  all,
};

struct EngineOptions {
  FacesWanted faces = FacesWanted::largest;
  std::optional<double> focal_length_px;  ///< nothing: OpenFace's default, 500 (w/640 + h/480)/2
  bool detect_every_frame =
      false;  ///< internal: take each region from detection alone, for comparison with still images
};

/// What identifies an engine in every output.
struct EngineProvenance {
  std::string name;
  std::vector<std::pair<std::string, std::string>> model_sha256;  ///< by name
};

/// Looks at frames, one at a time; each thread has a worker of its own.
class Worker {
 public:
  virtual ~Worker() = default;
  /// The faces of a frame, given everybody known Engine::lag_frames() frames earlier. A function of its arguments
  /// alone.
  virtual std::vector<FoundFace> look(const media::Frame& frame, const TrackState& earlier) = 0;
};

/// A way to measure faces. Nothing above this folder knows which one runs.
class Engine {
 public:
  virtual ~Engine() = default;
  [[nodiscard]] virtual std::unique_ptr<Worker> make_worker() const = 0;
  /// How many frames back the known faces come from; that many frames can be worked on at once.
  [[nodiscard]] virtual int lag_frames() const = 0;
  [[nodiscard]] virtual const std::vector<observation::EvidenceColumn>& evidence_columns() const = 0;
  [[nodiscard]] virtual const EngineProvenance& provenance() const = 0;
};

}  // namespace kizashi::face
