// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/model_files/triangulation_file.h"

#include "kizashi/face/openface/model_files/model_limits.h"
#include "kizashi/face/openface/model_files/text_reader.h"

namespace kizashi::face::openface {

namespace {

Eigen::MatrixX3i read_triangles(TextReader& reader) {
  const FileMatrix<std::int32_t> triangles = reader.matrix<std::int32_t>("the triangles", {any_length, 3});
  if (!reader.ok()) return {};
  if ((triangles.array() < 0).any() || (triangles.array() >= face_point_count).any()) {
    reader.refuse("a triangle names a landmark that is none of the 68");
  }
  return triangles;
}

}  // namespace

base::Result<Eigen::MatrixX3i> parse_triangulation(std::string_view text, const std::string& file) {
  TextReader reader(text, file);
  return reader.finish(read_triangles(reader));
}

base::Result<std::vector<Eigen::MatrixX3i>> parse_triangulations(std::string_view text, const std::string& file) {
  TextReader reader(text, file);
  std::vector<Eigen::MatrixX3i> views;
  const int view_count = reader.count("the number of views", {1, most_views});
  for (int i = 0; i < view_count && reader.ok(); ++i) views.push_back(read_triangles(reader));
  return reader.finish(std::move(views));
}

}  // namespace kizashi::face::openface
