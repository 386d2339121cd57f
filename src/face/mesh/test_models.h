// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include "kizashi/face/mesh/mesh_networks.h"

namespace kizashi::face::mesh {

/// A test that needs the model files; it is skipped, visibly, where they are missing.
class WithModels : public testing::Test {
 protected:
  void SetUp() override {
    if (const auto probe = store_.load("face_landmarks"); !probe.ok()) GTEST_SKIP() << probe.error().message;
  }

  infer::ModelStore store_{infer::built_in_manifest(), infer::default_model_folders()};
};

}  // namespace kizashi::face::mesh
