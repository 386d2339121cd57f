// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kizashi/base/result.h"
#include "kizashi/face/engine.h"
#include "kizashi/face/mesh/canonical_face.h"
#include "kizashi/infer/model.h"
#include "kizashi/infer/model_store.h"

namespace kizashi::face::mesh {

/// The three networks and the canonical face, checked and compiled.
struct MeshNetworks {
  infer::Model detector;
  infer::Model landmarks;
  infer::Model blendshapes;
  CanonicalFace canonical_face;
  EngineProvenance provenance;
};

/// Fails with missing_model, wrong_checksum or unusable_model.
base::Result<MeshNetworks> load_mesh_networks(const infer::Runtime& runtime, const infer::ModelStore& store);

}  // namespace kizashi::face::mesh
