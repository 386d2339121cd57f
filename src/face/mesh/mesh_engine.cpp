// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/mesh/mesh_engine.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "kizashi/face/crop.h"
#include "kizashi/face/crop_quality.h"
#include "kizashi/face/face_quality.h"
#include "kizashi/face/mesh/blendshapes.h"
#include "kizashi/face/mesh/detector.h"
#include "kizashi/face/mesh/drawing.h"
#include "kizashi/face/mesh/evidence.h"
#include "kizashi/face/mesh/gaze.h"
#include "kizashi/face/mesh/head_pose.h"
#include "kizashi/face/mesh/ibug_points.h"
#include "kizashi/face/mesh/landmarker.h"
#include "kizashi/face/mesh/likeness.h"
#include "kizashi/face/mesh/mesh_networks.h"
#include "kizashi/face/mesh/region_search.h"

namespace kizashi::face::mesh {

namespace {

class MeshWorker final : public Worker {
 public:
  MeshWorker(const MeshNetworks& networks, const EngineOptions& options)
      : face_(networks.canonical_face),
        options_(options),
        detector_(networks.detector.make_session()),
        landmarker_(networks.landmarks.make_session()),
        blendshapes_(networks.blendshapes.make_session()) {}

  FoundFaces look(const media::Frame& frame, const TrackState& earlier) override {
    FoundFaces found;
    if (!options_.detect_every_frame) found.faces = follow(frame.rgb, earlier);
    if (must_search(options_.faces, frame.frame_idx, earlier, found.faces.size())) {
      search(frame.rgb, earlier, found.faces);
    }
    if (must_count_others(options_.faces, frame.frame_idx)) {
      found.faces_in_picture = static_cast<int>(found.faces.size()) + count_others(frame.rgb, found.faces);
    }
    return found;
  }

 private:
  struct Sight {
    FaceMesh mesh;
    CropQuality quality;
  };

  std::vector<FoundFace> follow(const cv::Mat& rgb, const TrackState& earlier) {
    std::vector<FoundFace> found;
    for (const Track& track : seen_tracks(earlier)) {
      if (auto sight = see(rgb, track.region)) found.push_back(describe(*sight, rgb, track.track_id));
    }
    return found;
  }

  void search(const cv::Mat& rgb, const TrackState& earlier, std::vector<FoundFace>& found) {
    std::vector<FaceRegion> regions = newcomers(detect(rgb), found);
    if (options_.faces == FacesWanted::largest) {
      const auto subject = subject_among(regions, earlier);
      regions.clear();
      if (subject) regions.push_back(*subject);
    }
    for (const FaceRegion& region : regions) {
      if (auto sight = see_detected(rgb, region)) found.push_back(describe(*sight, rgb, std::nullopt));
    }
  }

  /// Detections that the mesh network too takes for faces.
  int count_others(const cv::Mat& rgb, const std::vector<FoundFace>& found) {
    const std::vector<FaceRegion> others = newcomers(detector_.detect(rgb), found);
    return static_cast<int>(std::count_if(others.begin(), others.end(),
                                          [&](const FaceRegion& region) { return see(rgb, region).has_value(); }));
  }

  /// One subject is looked for in the whole frame first: only a small face needs the closer look.
  std::vector<Detection> detect(const cv::Mat& rgb) {
    if (options_.faces == FacesWanted::all) return detector_.detect_closely(rgb);
    auto detections = detector_.detect(rgb);
    if (!detections.empty() || options_.detect_every_frame) return detections;
    return detector_.detect_closely(rgb);
  }

  std::optional<Sight> see(const cv::Mat& rgb, const FaceRegion& region) {
    const cv::Mat crop = crop_region(rgb, region, landmarker_side_px, Border::replicated);
    Sight sight{landmarker_.find(crop, region), {}};
    if (sight.mesh.presence <= least_presence) return std::nullopt;
    sight.quality = crop_quality(crop);
    return sight;
  }

  /// A detector's box is coarser than the mesh's own, so the face is looked at again through the latter, as it is when
  /// followed.
  std::optional<Sight> see_detected(const cv::Mat& rgb, const FaceRegion& region) {
    auto sight = see(rgb, region);
    if (!sight || options_.detect_every_frame) return sight;
    return see(rgb, region_of(sight->mesh.points_px));
  }

  FoundFace describe(const Sight& sight, const cv::Mat& rgb, std::optional<int> followed_track_id) {
    const MeshPoints& points_px = sight.mesh.points_px;
    Camera camera = default_camera(rgb.cols, rgb.rows);
    camera.focal_length_px = options_.focal_length_px.value_or(camera.focal_length_px);
    observation::FaceObservation seen;
    seen.confidence = static_cast<double>(sight.mesh.presence);
    seen.points_px = ibug_points(points_px);
    seen.head_pose = estimate_head_pose(points_px, face_, camera);
    seen.gaze = estimate_gaze(points_px, *seen.head_pose, face_, camera);
    seen.quality = face_quality(sight.quality, seen.points_px, *seen.head_pose);
    if (options_.keep_drawing_points) seen.drawing_points_px = drawing_points(points_px);
    if (options_.leave_out_evidence) return {std::move(seen), region_of(points_px), {}, followed_track_id};
    const Blendshapes blendshapes = blendshapes_.estimate(points_px);
    seen.evidence = compute_evidence({points_px, blendshapes, *seen.head_pose, *seen.gaze, rgb}, face_);
    Likeness likeness = likeness_of(seen.evidence);
    return {std::move(seen), region_of(points_px), std::move(likeness), followed_track_id};
  }

  const CanonicalFace& face_;
  EngineOptions options_;
  Detector detector_;
  Landmarker landmarker_;
  BlendshapeEstimator blendshapes_;
};

class MeshEngine final : public Engine {
 public:
  MeshEngine(MeshNetworks networks, const EngineOptions& options)
      : networks_(std::move(networks)), options_(options), edges_(drawing_edges_of(networks_.canonical_face)) {}

  [[nodiscard]] std::unique_ptr<Worker> make_worker() const override {
    return std::make_unique<MeshWorker>(networks_, options_);
  }
  [[nodiscard]] int lag_frames() const override { return region_lag_frames; }
  [[nodiscard]] const std::vector<observation::EvidenceColumn>& evidence_columns() const override {
    return mesh::evidence_columns();
  }
  [[nodiscard]] const EngineProvenance& provenance() const override { return networks_.provenance; }
  [[nodiscard]] const std::vector<observation::DrawingEdge>& drawing_edges() const override { return edges_; }

 private:
  MeshNetworks networks_;
  EngineOptions options_;
  std::vector<observation::DrawingEdge> edges_;
};

}  // namespace

base::Result<std::unique_ptr<Engine>> make_mesh_engine(const infer::Runtime& runtime, const infer::ModelStore& store,
                                                       const EngineOptions& options) {
  auto networks = load_mesh_networks(runtime, store);
  if (!networks.ok()) return networks.error();
  return std::unique_ptr<Engine>(std::make_unique<MeshEngine>(*std::move(networks), options));
}

}  // namespace kizashi::face::mesh
