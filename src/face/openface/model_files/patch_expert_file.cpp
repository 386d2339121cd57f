// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/model_files/patch_expert_file.h"

#include <utility>

#include "kizashi/face/openface/model_files/byte_reader.h"
#include "kizashi/face/openface/model_files/model_limits.h"
#include "kizashi/face/openface/model_files/view_angles.h"

namespace kizashi::face::openface {

namespace {

// The numbers by which the file names the kinds of things in it.
constexpr std::int32_t expert_tag = 5;
constexpr std::int32_t neuron_tag = 2;
constexpr std::int32_t intensity_neuron = 0;

std::vector<bool> read_visibility(ByteReader& reader, int point_count) {
  const Eigen::VectorXi shown = reader.column<std::int32_t>("the visibility of a view's landmarks", point_count);
  if ((shown.array() != 0 && shown.array() != 1).any()) reader.refuse("a visibility is neither 0 nor 1");
  std::vector<bool> is_visible;
  for (const int one : shown) is_visible.push_back(one != 0);
  return is_visible;
}

WindowSmoothness read_smoothness(ByteReader& reader) {
  WindowSmoothness smoothness;
  smoothness.window_px = reader.count("a window's side", {1, widest_window_px});
  const int component_count = reader.count("the number of smoothness components", {0, most_components});
  const int places = smoothness.window_px * smoothness.window_px;
  for (int i = 0; i < component_count && reader.ok(); ++i) {
    smoothness.components.emplace_back(reader.matrix<float>("a smoothness component", {places, places}));
  }
  return smoothness;
}

/// The experts of all windows share their weights of the components, so all windows must have equally many.
std::vector<WindowSmoothness> read_windows(ByteReader& reader) {
  std::vector<WindowSmoothness> windows;
  const int window_count = reader.count("the number of window sizes", {0, most_windows});
  for (int i = 0; i < window_count && reader.ok(); ++i) {
    windows.push_back(read_smoothness(reader));
    if (windows.back().components.size() != windows.front().components.size()) {
      reader.refuse("windows have different numbers of smoothness components");
    }
  }
  return windows;
}

PatchNeuron read_neuron(ByteReader& reader) {
  PatchNeuron neuron;
  reader.tag("a neuron's tag", neuron_tag);
  reader.tag("a neuron's type", intensity_neuron);
  neuron.norm_weight = reader.number("a neuron's norm weight");
  neuron.bias = reader.number("a neuron's bias");
  neuron.alpha = reader.number("a neuron's alpha");
  neuron.weights = reader.matrix<float>("a neuron's weights", {patch_side_px, patch_side_px});
  return neuron;
}

double alpha_sum(const PatchExpert& expert) {
  double sum = 0.0;
  for (const PatchNeuron& neuron : expert.neurons) sum += neuron.alpha;
  return sum;
}

PatchExpert read_expert(ByteReader& reader, std::size_t beta_count) {
  PatchExpert expert;
  reader.tag("a patch expert's tag", expert_tag);
  reader.tag("a patch's width", patch_side_px);
  reader.tag("a patch's height", patch_side_px);
  const int neuron_count = reader.count("the number of neurons", {0, most_neurons});
  if (neuron_count == 0) {
    reader.integer("what follows an expert without neurons");
    return expert;
  }
  for (int i = 0; i < neuron_count && reader.ok(); ++i) expert.neurons.push_back(read_neuron(reader));
  if (reader.ok() && alpha_sum(expert) <= 0.0) reader.refuse("a patch expert's alphas sum to nothing above 0");
  for (std::size_t i = 0; i < beta_count && reader.ok(); ++i) expert.betas.push_back(reader.number("a beta"));
  expert.confidence = reader.number("a patch expert's confidence");
  return expert;
}

std::vector<PatchExpert> read_view(ByteReader& reader, const std::vector<bool>& is_visible, std::size_t beta_count) {
  std::vector<PatchExpert> experts;
  for (std::size_t i = 0; i < is_visible.size() && reader.ok(); ++i) {
    experts.push_back(read_expert(reader, beta_count));
    if (reader.ok() && is_visible[i] && experts.back().neurons.empty()) {
      reader.refuse("a landmark that a view shows has no neurons");
    }
  }
  return experts;
}

}  // namespace

base::Result<PatchScale> parse_patch_experts(std::string_view bytes, const std::string& file, int point_count) {
  ByteReader reader(bytes, file);
  PatchScale scale;
  scale.px_per_mm = reader.number("the scale");
  if (scale.px_per_mm <= 0.0) reader.refuse("the scale is not positive");
  const int view_count = reader.count("the number of views", {1, most_views});
  scale.view_angles_rad = read_view_angles_rad(reader, view_count);
  for (int i = 0; i < view_count && reader.ok(); ++i) scale.is_visible.push_back(read_visibility(reader, point_count));
  scale.windows = read_windows(reader);
  const std::size_t beta_count = scale.windows.empty() ? 0 : scale.windows.front().components.size();
  for (std::size_t i = 0; i < scale.is_visible.size() && reader.ok(); ++i) {
    scale.experts.push_back(read_view(reader, scale.is_visible[i], beta_count));
  }
  return reader.finish(std::move(scale));
}

}  // namespace kizashi::face::openface
