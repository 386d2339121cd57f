// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/model_files/shape_model_file.h"

#include "kizashi/face/openface/model_files/text_reader.h"

namespace kizashi::face::openface {

base::Result<ShapeModel> parse_shape_model(std::string_view text, const std::string& file, int point_count) {
  TextReader reader(text, file);
  ShapeModel model;
  model.mean_mm = reader.matrix<double>("the mean shape", {3 * point_count, 1}).cast<float>().reshaped();
  model.modes = reader.matrix<double>("the modes", {3 * point_count, any_length}).cast<float>();
  const int mode_count = static_cast<int>(model.modes.cols());
  model.variances = reader.matrix<double>("the variances", {1, mode_count}).cast<float>().reshaped();
  if ((model.variances.array() <= 0.0F).any()) reader.refuse("a variance is not positive");
  if (!model.mean_mm.allFinite() || !model.modes.allFinite() || !model.variances.allFinite()) {
    reader.refuse("a number is too large");
  }
  return reader.finish(std::move(model));
}

}  // namespace kizashi::face::openface
