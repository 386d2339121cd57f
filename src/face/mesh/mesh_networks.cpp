// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/mesh/mesh_networks.h"

#include <utility>

#include "kizashi/face/mesh/blendshapes.h"
#include "kizashi/face/mesh/detector.h"
#include "kizashi/face/mesh/landmarker.h"

namespace kizashi::face::mesh {

namespace {

infer::Shape picture(int side_px) {
  const auto side = static_cast<std::size_t>(side_px);
  return {1, side, side, 3};
}

/// Loads files through the store and keeps their checksums for the provenance.
class CheckedLoader {
 public:
  CheckedLoader(const infer::Runtime& runtime, const infer::ModelStore& store) : runtime_(runtime), store_(store) {}

  base::Result<infer::VerifiedFile> file(std::string_view name) {
    auto loaded = store_.load(name);
    if (loaded.ok()) provenance_.model_sha256.emplace_back(loaded->name, loaded->sha256);
    return loaded;
  }

  base::Result<infer::Model> model(std::string_view name, const infer::Shape& input_shape) {
    const auto loaded = file(name);
    if (!loaded.ok()) return loaded.error();
    return runtime_.compile(*loaded, input_shape);
  }

  EngineProvenance provenance_{"mesh", "MediaPipe face mesh, 478 points", {}};

 private:
  const infer::Runtime& runtime_;
  const infer::ModelStore& store_;
};

}  // namespace

base::Result<MeshNetworks> load_mesh_networks(const infer::Runtime& runtime, const infer::ModelStore& store) {
  CheckedLoader loader(runtime, store);
  auto detector = loader.model("face_detector", picture(detector_side_px));
  if (!detector.ok()) return detector.error();
  auto landmarks = loader.model("face_landmarks", picture(landmarker_side_px));
  if (!landmarks.ok()) return landmarks.error();
  auto blendshapes = loader.model("face_blendshapes", {1, blendshape_input_point_count, 2});
  if (!blendshapes.ok()) return blendshapes.error();
  const auto canonical_file = loader.file("canonical_face");
  if (!canonical_file.ok()) return canonical_file.error();
  auto canonical_face = parse_canonical_face(canonical_file->bytes);
  if (!canonical_face.ok()) return canonical_face.error();
  return MeshNetworks{*std::move(detector), *std::move(landmarks), *std::move(blendshapes), *std::move(canonical_face),
                      loader.provenance_};
}

}  // namespace kizashi::face::mesh
