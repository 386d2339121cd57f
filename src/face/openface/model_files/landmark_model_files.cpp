// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/model_files/landmark_model_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <utility>

#include "kizashi/base/check.h"
#include "kizashi/face/openface/model_files/damaged_file.h"
#include "kizashi/face/openface/model_files/model_limits.h"
#include "kizashi/face/openface/model_files/patch_expert_file.h"
#include "kizashi/face/openface/model_files/shape_model_file.h"
#include "kizashi/face/openface/model_files/triangulation_file.h"
#include "kizashi/face/openface/model_files/validator_file.h"
#include "kizashi/face/openface/search_windows.h"

namespace kizashi::face::openface {

namespace {

const std::string main_list = "model/main_clnf_general.txt";

/// What a model must have to be fitted.
struct ModelNeeds {
  std::string_view name;
  int point_count = 0;
  std::span<const int> windows_px;  ///< by scale
};
constexpr ModelNeeds face_needs{"", face_point_count, far_windows_px};
constexpr std::array part_needs{ModelNeeds{"inner", 51, inner_windows_px},
                                ModelNeeds{"left_eye_28", 28, eye_windows_px},
                                ModelNeeds{"right_eye_28", 28, eye_windows_px}};

base::Error refusal_of_convolutional_experts(const std::string& file) {
  return {base::ErrorCode::unusable_model,
          fmt::format("{}: the landmark model CE-CLM (patch experts of the CEN kind) is not verified here; CLNF is "
                      "what runs: give a folder with main_clnf_general.txt and its ccnf_patches files",
                      file)};
}

base::Error bad_list(const ModelFiles& files, const LandmarkIndex& index, std::string_view reason) {
  return damaged_file(files.shown(index.name), reason);
}

base::Result<LandmarkIndex> read_index(ModelFiles& files, const std::string& name) {
  const auto text = files.read(name);
  if (!text.ok()) return text.error();
  auto entries = parse_index(*text, files.shown(name));
  if (!entries.ok()) return entries.error();
  return LandmarkIndex{name, *std::move(entries)};
}

/// The one entry of a module.
base::Result<IndexEntry> only(const ModelFiles& files, const LandmarkIndex& index, std::string_view module) {
  auto found = index.of(module);
  if (found.size() == 1) return std::move(found.front());
  return bad_list(files, index, fmt::format("it names {} {} and must name one", found.size(), module));
}

base::Status check_triangulations(ModelFiles& files, const LandmarkIndex& index) {
  for (const IndexEntry& entry : index.of("Triangulations")) {
    const std::string name = name_beside(index.name, entry.path);
    const auto text = files.read(name);
    if (!text.ok()) return text.error();
    const auto views = parse_triangulations(*text, files.shown(name));
    if (!views.ok()) return views.error();
  }
  return {};
}

base::Result<ShapeModel> read_shape(ModelFiles& files, const LandmarkIndex& index, int point_count) {
  const auto entry = only(files, index, "PDM");
  if (!entry.ok()) return entry.error();
  const std::string name = name_beside(index.name, entry->path);
  const auto text = files.read(name);
  if (!text.ok()) return text.error();
  return parse_shape_model(*text, files.shown(name), point_count);
}

/// A missing file of patch experts beside convolutional ones is a folder for the other landmark model.
base::Result<std::string> read_patches(ModelFiles& files, const std::string& name) {
  if (!files.has(name) && files.has_convolutional_experts()) return refusal_of_convolutional_experts(files.shown(name));
  return files.read(name);
}

/// Experts without smoothness work in windows of any size.
bool works_in(const PatchScale& scale, int window_px) {
  const auto& windows = scale.windows;
  const bool is_smooth = !windows.empty() && !windows.front().components.empty();
  return !is_smooth || std::any_of(windows.begin(), windows.end(),
                                   [&](const WindowSmoothness& one) { return one.window_px == window_px; });
}

base::Result<PatchScale> read_scale(ModelFiles& files, const std::string& name, int point_count, int window_px) {
  const auto bytes = read_patches(files, name);
  if (!bytes.ok()) return bytes.error();
  auto scale = parse_patch_experts(*bytes, files.shown(name), point_count);
  if (scale.ok() && !works_in(*scale, window_px)) {
    return damaged_file(files.shown(name), fmt::format("it has no smoothness for windows of {} pixels", window_px));
  }
  return scale;
}

base::Result<std::vector<PatchScale>> read_scales(ModelFiles& files, const LandmarkIndex& index,
                                                  const ModelNeeds& needs) {
  const auto entries = index.of("PatchesCCNF");
  if (entries.empty() && !index.of("PatchesCEN").empty()) {
    return refusal_of_convolutional_experts(files.shown(index.name));
  }
  if (entries.size() != needs.windows_px.size()) {
    return bad_list(files, index,
                    fmt::format("it names {} PatchesCCNF and must name {}", entries.size(), needs.windows_px.size()));
  }
  std::vector<PatchScale> scales;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::string name = name_beside(index.name, entries[i].path);
    auto scale = read_scale(files, name, needs.point_count, needs.windows_px[i]);
    if (!scale.ok()) return scale.error();
    if (!scales.empty() && scale->px_per_mm <= scales.back().px_per_mm) {
      return bad_list(files, index, "its patch experts do not come from coarse to fine");
    }
    scales.push_back(*std::move(scale));
  }
  return scales;
}

/// `list` names the list of a model's files.
base::Result<LandmarkModel> read_model(ModelFiles& files, const std::string& list, const ModelNeeds& needs) {
  const auto index = read_index(files, list);
  if (!index.ok()) return index.error();
  auto scales = read_scales(files, *index, needs);
  if (!scales.ok()) return scales.error();
  auto shape = read_shape(files, *index, needs.point_count);
  if (!shape.ok()) return shape.error();
  const auto triangulations = check_triangulations(files, *index);
  if (!triangulations.ok()) return triangulations.error();
  return LandmarkModel{*std::move(shape), *std::move(scales)};
}

/// A list that names a model's list as its LandmarkDetector.
base::Result<LandmarkModel> read_listed_model(ModelFiles& files, const LandmarkIndex& index, const ModelNeeds& needs) {
  const auto entry = only(files, index, "LandmarkDetector");
  if (!entry.ok()) return entry.error();
  return read_model(files, name_beside(index.name, entry->path), needs);
}

const ModelNeeds& needs_of(std::string_view part) {
  const auto* found =
      std::find_if(part_needs.begin(), part_needs.end(), [&](const ModelNeeds& one) { return one.name == part; });
  KIZASHI_CHECK(found != part_needs.end(), "a part of the face that is known");
  return *found;
}

base::Result<IndexEntry> entry_of_part(const ModelFiles& files, const LandmarkIndex& index, std::string_view part) {
  for (IndexEntry& entry : index.of("LandmarkDetector_part")) {
    if (!entry.arguments.empty() && entry.arguments.front() == part) return std::move(entry);
  }
  return bad_list(files, index, fmt::format("it names no LandmarkDetector_part {}", part));
}

}  // namespace

std::vector<IndexEntry> LandmarkIndex::of(std::string_view module) const {
  std::vector<IndexEntry> found;
  std::copy_if(entries.begin(), entries.end(), std::back_inserter(found),
               [&](const IndexEntry& entry) { return entry.module == module; });
  return found;
}

base::Result<LandmarkIndex> read_landmark_index(ModelFiles& files) {
  if (!files.has(main_list) && files.has_convolutional_experts()) {
    return refusal_of_convolutional_experts(files.shown("model/patch_experts"));
  }
  return read_index(files, main_list);
}

base::Result<LandmarkModel> read_face_model(ModelFiles& files, const LandmarkIndex& index) {
  return read_listed_model(files, index, face_needs);
}

base::Result<PartModel> read_part_model(ModelFiles& files, const LandmarkIndex& index, std::string_view part) {
  const ModelNeeds& needs = needs_of(part);
  const auto entry = entry_of_part(files, index, part);
  if (!entry.ok()) return entry.error();
  auto listed = parse_part(*entry, files.shown(index.name), needs.point_count);
  if (!listed.ok()) return listed.error();
  const auto part_index = read_index(files, name_beside(index.name, entry->path));
  if (!part_index.ok()) return part_index.error();
  auto model = read_listed_model(files, *part_index, needs);
  if (!model.ok()) return model.error();
  return PartModel{std::move(listed->name), std::move(listed->shared_points), *std::move(model)};
}

base::Result<ValidatorModel> read_validator(ModelFiles& files, const LandmarkIndex& index) {
  const auto entry = only(files, index, "DetectionValidator");
  if (!entry.ok()) return entry.error();
  const std::string name = name_beside(index.name, entry->path);
  const auto bytes = files.read(name);
  if (!bytes.ok()) return bytes.error();
  return parse_validator(*bytes, files.shown(name));
}

}  // namespace kizashi::face::openface
