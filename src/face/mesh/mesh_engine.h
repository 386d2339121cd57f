// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "kizashi/base/result.h"
#include "kizashi/face/engine.h"
#include "kizashi/infer/model.h"
#include "kizashi/infer/model_store.h"

namespace kizashi::face::mesh {

/// Regions come from three frames back: enough frames under way to keep cores busy, and the points stay within half a
/// pixel of those from the frame just before (docs/methods/mesh-engine.md).
inline constexpr int region_lag_frames = 3;

/// The default engine: MediaPipe's face mesh networks, run frame by frame without smoothing.
/// Keeps a reference to nothing; `runtime` and `store` are used during the call alone.
/// Fails with missing_model, wrong_checksum or unusable_model.
base::Result<std::unique_ptr<Engine>> make_mesh_engine(const infer::Runtime& runtime, const infer::ModelStore& store,
                                                       const EngineOptions& options);

}  // namespace kizashi::face::mesh
