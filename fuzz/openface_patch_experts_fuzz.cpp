// SPDX-License-Identifier: Apache-2.0
// No bytes break the reader of patch experts, and whatever it accepts has experts for what its views show.
#include <cstddef>
#include <cstdint>
#include <string>

#include "kizashi/base/check.h"
#include "kizashi/face/openface/model_files/patch_expert_file.h"
#include "model_refusal.h"

namespace {

void check_expert(const kizashi::face::openface::PatchScale& scale, std::size_t view, std::size_t point) {
  const auto& expert = scale.experts[view][point];
  KIZASHI_CHECK(!expert.neurons.empty() || !scale.is_visible[view][point], "neurons for what is shown");
  const std::size_t component_count = scale.windows.empty() ? 0 : scale.windows.front().components.size();
  KIZASHI_CHECK(expert.neurons.empty() || expert.betas.size() == component_count, "a beta for each component");
  for (const auto& neuron : expert.neurons) {
    KIZASHI_CHECK(neuron.weights.size() == 121 && neuron.weights.allFinite(), "weights for a whole patch");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(data, data + size);
  constexpr int point_count = 2;
  const auto scale = kizashi::face::openface::parse_patch_experts(bytes, "fuzz", point_count);
  if (!scale.ok()) {
    check_refusal(scale.error());
    return 0;
  }
  KIZASHI_CHECK(scale->experts.size() == scale->view_angles_rad.size(), "experts of each view");
  for (std::size_t view = 0; view < scale->experts.size(); ++view) {
    KIZASHI_CHECK(scale->experts[view].size() == point_count, "an expert for each landmark");
    for (std::size_t point = 0; point < point_count; ++point) check_expert(*scale, view, point);
  }
  return 0;
}
