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
#include "kizashi/media/colours.h"
#include "kizashi/media/frame.h"
#include "kizashi/observation/face_observation.h"
#include "kizashi/observation/unit_predictor.h"

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

/// What an engine carries of its own from a frame to those that are looked at knowing it. Nobody else looks inside.
class EngineMemory {
 public:
  virtual ~EngineMemory() = default;
};

/// Everybody known after a frame, by rising track_id.
struct TrackState {
  std::int64_t frame_idx = -1;
  std::vector<Track> tracks;
  /// Null before the first frame, and of an engine that needs none.
  std::shared_ptr<const EngineMemory> memory = nullptr;
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
  std::shared_ptr<const EngineMemory> memory = nullptr;
};

/// How the frames of an input belong together.
enum class Reading {
  clip,   ///< one recording: what is known of a person grows with the frames
  still,  ///< each frame for itself
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
  bool leave_out_evidence = false;   ///< for who wants landmarks, pose and gaze alone
};

/// What identifies an engine in every output.
struct EngineProvenance {
  std::string name;
  std::string landmark_model;
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

/// Completes what workers saw, frame after frame in their order, while later frames are looked at already: for what
/// need not be known by then, or needs all that was seen of a person before. Each clip has one of its own.
class Finisher {
 public:
  virtual ~Finisher() = default;
  /// Fills in what the frame's faces still lack, from what their worker remembers of the frame.
  virtual void finish(const EngineMemory& memory, observation::FrameObservation& frame) = 0;
};

/// A way to measure faces. Nothing above this folder knows which one runs.
class Engine {
 public:
  virtual ~Engine() = default;
  [[nodiscard]] virtual std::unique_ptr<Worker> make_worker() const = 0;
  /// Null where workers leave nothing to be completed.
  [[nodiscard]] virtual std::unique_ptr<Finisher> make_finisher(Reading) const { return nullptr; }
  /// How the frames must be decoded.
  [[nodiscard]] virtual media::Colours colours() const { return media::Colours::as_stated; }
  /// The engine's own predictors of action units; null where an action unit map reads them off the evidence.
  [[nodiscard]] virtual const observation::UnitPredictors* unit_predictors(Reading) const { return nullptr; }
  /// How many frames back the known faces come from; that many frames can be worked on at once.
  [[nodiscard]] virtual int lag_frames() const = 0;
  [[nodiscard]] virtual const std::vector<observation::EvidenceColumn>& evidence_columns() const = 0;
  [[nodiscard]] virtual const EngineProvenance& provenance() const = 0;
  /// The lines of a face between its drawing points.
  [[nodiscard]] virtual const std::vector<observation::DrawingEdge>& drawing_edges() const = 0;
};

}  // namespace kizashi::face
