// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/face/mesh/mesh_networks.h"
#include "kizashi/media/frame.h"
#include "kizashi/synth/portrait.h"

namespace kizashi::pipeline {

/// Who sits for simulated clips: the portrait in the public domain, and what finds its mesh.
class Sitter {
 public:
  /// Loads both; no folders: the program's own. Fails with missing_model, wrong_checksum or unusable_model.
  static base::Result<Sitter> load(const std::vector<std::filesystem::path>& model_folders);

  /// The portrait as a square of that size. It takes most of a second: made once, it serves many clips.
  [[nodiscard]] base::Result<synth::Portrait> portrait(int size_px) const;
  [[nodiscard]] const face::mesh::CanonicalFace& face() const { return networks_->canonical_face; }

 private:
  Sitter(media::Frame picture, face::mesh::MeshNetworks networks);
  media::Frame picture_;
  std::shared_ptr<const face::mesh::MeshNetworks> networks_;
};

}  // namespace kizashi::pipeline
