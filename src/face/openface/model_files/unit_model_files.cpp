// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/model_files/unit_model_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "kizashi/face/openface/appearance.h"
#include "kizashi/face/openface/model_files/damaged_file.h"
#include "kizashi/face/openface/model_files/index_file.h"
#include "kizashi/face/openface/model_files/model_limits.h"
#include "kizashi/face/openface/model_files/predictor_file.h"
#include "kizashi/face/openface/model_files/shape_model_file.h"
#include "kizashi/face/openface/model_files/triangulation_file.h"

namespace kizashi::face::openface {

namespace {

std::string list_name(UnitPredictors which) {
  return which == UnitPredictors::of_videos ? "AU_predictors/main_dynamic_svms.txt"
                                            : "AU_predictors/main_static_svms.txt";
}

/// The name of the one file that the list has for a module.
base::Result<std::string> listed_file(const std::vector<IndexEntry>& entries, std::string_view module,
                                      const ModelFiles& files, const std::string& list) {
  std::vector<std::string> paths;
  for (const IndexEntry& entry : entries) {
    if (entry.module == module) paths.push_back(entry.path);
  }
  if (paths.size() == 1) return name_beside(list, paths.front());
  return damaged_file(files.shown(list), fmt::format("it names {} {} and must name one", paths.size(), module));
}

base::Result<ShapeModel> read_shape(ModelFiles& files, const std::string& name) {
  const auto text = files.read(name);
  if (!text.ok()) return text.error();
  auto shape = parse_shape_model(*text, files.shown(name), face_point_count);
  if (shape.ok() && shape->mean_mm.size() + shape->mode_count() != geometry_size) {
    return damaged_file(files.shown(name), fmt::format("it has {} modes, must have {}", shape->mode_count(),
                                                       geometry_size - shape->mean_mm.size()));
  }
  return shape;
}

base::Result<Eigen::MatrixX3i> read_triangles(ModelFiles& files, const std::string& name) {
  const auto text = files.read(name);
  if (!text.ok()) return text.error();
  return parse_triangulation(*text, files.shown(name));
}

/// Adds a predictor where it belongs.
base::Status add_predictor(ActionUnitModel& model, PredictorFile content, const std::string& file) {
  if (model.means.size() > 0 && model.means != content.means) {
    return damaged_file(file, "its means of the features are not those of the predictors before it");
  }
  model.means = std::move(content.means);
  auto& predictors = content.is_presence ? model.presences : model.intensities;
  const bool is_second = std::any_of(predictors.begin(), predictors.end(),
                                     [&](const Predictor& one) { return one.unit == content.predictor.unit; });
  if (is_second) return damaged_file(file, "the second predictor of its kind for this action unit");
  predictors.push_back(std::move(content.predictor));
  return {};
}

void sort_by_unit(std::vector<Predictor>& predictors) {
  std::sort(predictors.begin(), predictors.end(),
            [](const Predictor& a, const Predictor& b) { return a.unit < b.unit; });
}

base::Status read_predictors(ModelFiles& files, const std::string& list, ActionUnitModel& model) {
  const auto text = files.read(list);
  if (!text.ok()) return text.error();
  const auto listed = parse_predictor_list(*text, files.shown(list));
  if (!listed.ok()) return listed.error();
  for (const ListedPredictor& one : *listed) {
    const std::string name = name_beside(list, one.path);
    const auto bytes = files.read(name);
    if (!bytes.ok()) return bytes.error();
    auto content = parse_predictor(*bytes, files.shown(name), feature_count);
    if (!content.ok()) return content.error();
    content->predictor.unit = one.unit;
    if (auto added = add_predictor(model, *std::move(content), files.shown(name)); !added.ok()) return added;
  }
  if (model.intensities.empty() && model.presences.empty())
    return damaged_file(files.shown(list), "it names no predictors");
  sort_by_unit(model.intensities);
  sort_by_unit(model.presences);
  return {};
}

}  // namespace

base::Result<ActionUnitModel> read_unit_model(ModelFiles& files, UnitPredictors which) {
  const std::string list = list_name(which);
  const auto text = files.read(list);
  if (!text.ok()) return text.error();
  const auto entries = parse_index(*text, files.shown(list));
  if (!entries.ok()) return entries.error();
  const auto shape_name = listed_file(*entries, "PDM", files, list);
  if (!shape_name.ok()) return shape_name.error();
  auto shape = read_shape(files, *shape_name);
  if (!shape.ok()) return shape.error();
  const auto triangle_name = listed_file(*entries, "Triangulation", files, list);
  if (!triangle_name.ok()) return triangle_name.error();
  auto triangles = read_triangles(files, *triangle_name);
  if (!triangles.ok()) return triangles.error();
  const auto predictor_list = listed_file(*entries, "AUPredictor", files, list);
  if (!predictor_list.ok()) return predictor_list.error();
  ActionUnitModel model{*std::move(shape), *std::move(triangles), {}, {}, {}};
  if (const auto status = read_predictors(files, *predictor_list, model); !status.ok()) return status.error();
  return model;
}

}  // namespace kizashi::face::openface
