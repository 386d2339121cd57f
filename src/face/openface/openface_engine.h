// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "kizashi/face/engine.h"
#include "kizashi/face/openface/models.h"

namespace kizashi::face::openface {

/// What OpenFace 2.2 measures with CLNF landmarks, from the models of a user's folder: one face, followed from each
/// frame to the next. Takes FacesWanted::largest alone. See docs/methods/openface-engine.md.
std::unique_ptr<Engine> make_openface_engine(std::shared_ptr<const Models> models, const EngineOptions& options);

/// The same predictors of action units on another engine's landmarks; its pose and gaze stay as they are, and the
/// numbers differ.
std::unique_ptr<Engine> make_openface_engine_on(std::unique_ptr<Engine> landmarks,
                                                std::shared_ptr<const Models> models);

}  // namespace kizashi::face::openface
