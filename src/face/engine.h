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

/// What tells the people of one clip apart while it is measured: a few resting distances of the face, each in units of
/// how much it varies within a person. It lives in memory until the clip's end and is never written.
using Likeness = std::vector<double>;

/// A face known from earlier frames: where it was, when it was last seen, and what it is like.
struct Track {
  int track_id = 0;            ///< tells tracks apart inside a clip; not written anywhere
  std::optional<int> face_id;  ///< whose face it is; nothing until it has been seen often enough to be believed
  FaceRegion region;
  std::int64_t last_seen_frame_idx = 0;
  std::int64_t frames_seen = 0;
  Likeness likeness;  ///< mean over the frames in which it was seen
};

/// Everybody known after a frame, by rising track_id.
struct TrackState {
  std::int64_t frame_idx = -1;
  std::vector<Track> tracks;
};

/// A face found in one frame, before the sequence of frames has given it an id.
struct FoundFace {
  observation::FaceObservation observation;  ///< face_id is set by the Tracker
  FaceRegion region;                         ///< where to look for it next
  Likeness likeness;
  std::optional<int> followed_track_id;  ///< the track it was followed from; nothing for a face that was detected
};

/// What a worker found in one frame.
struct FoundFaces {
  std::vector<FoundFace> faces;         ///< those that were asked for
  std::optional<int> faces_in_picture;  ///< the others too; nothing where they were not counted
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
  bool keep_drawing_points = false;  ///< for pictures; changes nothing that is measured
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
  virtual FoundFaces look(const media::Frame& frame, const TrackState& earlier) = 0;
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
  /// The lines of a face between its drawing points.
  [[nodiscard]] virtual const std::vector<observation::DrawingEdge>& drawing_edges() const = 0;
};

}  // namespace kizashi::face
