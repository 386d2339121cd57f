// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/model_files/validator_file.h"

#include <fmt/format.h>

#include <utility>

#include "kizashi/face/openface/model_files/byte_reader.h"
#include "kizashi/face/openface/model_files/model_limits.h"
#include "kizashi/face/openface/model_files/network_layers.h"
#include "kizashi/face/openface/model_files/view_angles.h"

namespace kizashi::face::openface {

namespace {

constexpr std::int32_t network_validator = 3;
/// Of the picture that the network looks at, and of the classes between surely a face and surely none.
constexpr int picture_side_px = 60;
constexpr int class_count = 30;

Eigen::MatrixX3i read_triangles(ByteReader& reader) {
  const FileMatrix<std::int32_t> triangles = reader.matrix<std::int32_t>("the triangles", {any_length, 3});
  if ((triangles.array() < 0).any() || (triangles.array() >= face_point_count).any()) {
    reader.refuse("a triangle names a landmark that is none of the 68");
  }
  return reader.ok() ? Eigen::MatrixX3i(triangles) : Eigen::MatrixX3i();
}

Eigen::MatrixX2d read_destination(ByteReader& reader) {
  const Eigen::VectorXd stacked = reader.column<double>("the landmarks' destination", 2 * face_point_count);
  if (!reader.ok()) return {};
  return stacked.reshaped(face_point_count, 2);
}

Eigen::MatrixXi read_triangle_of_pixel(ByteReader& reader, int triangle_count) {
  Eigen::MatrixXi ids = reader.matrix<std::int32_t>("the pixels' triangles", {picture_side_px, picture_side_px});
  if ((ids.array() < -1).any() || (ids.array() >= triangle_count).any()) {
    reader.refuse("a pixel names a triangle that there is not");
  }
  return ids;
}

Eigen::MatrixXi read_mask(ByteReader& reader, const Eigen::MatrixXi& triangle_of_pixel, int pixel_count) {
  Eigen::MatrixXi mask = reader.matrix<std::int32_t>("the mask", {picture_side_px, picture_side_px});
  if (!reader.ok()) return mask;
  const auto shown = (mask.array() != 0).count();
  if (shown != pixel_count) reader.refuse(fmt::format("the mask shows {} pixels, must show {}", shown, pixel_count));
  if (((mask.array() != 0) != (triangle_of_pixel.array() >= 0)).any()) {
    reader.refuse("mask and triangles show different pixels");
  }
  return mask;
}

PiecewiseWarp read_warp(ByteReader& reader, int pixel_count) {
  PiecewiseWarp warp{picture_side_px, picture_side_px, 0.0, 0.0, {}, {}, {}, {}, {}, {}};
  reader.tag("the warp's number of pixels", pixel_count);
  warp.min_x = reader.number("the destination's least x");
  warp.min_y = reader.number("the destination's least y");
  warp.destination = read_destination(reader);
  warp.triangles = read_triangles(reader);
  const auto triangle_count = static_cast<int>(warp.triangles.rows());
  warp.triangle_of_pixel = read_triangle_of_pixel(reader, triangle_count);
  warp.mask = read_mask(reader, warp.triangle_of_pixel, pixel_count);
  const FileMatrix<double> alpha = reader.matrix<double>("the triangles' alpha", {triangle_count, 3});
  const FileMatrix<double> beta = reader.matrix<double>("the triangles' beta", {triangle_count, 3});
  if (!reader.ok()) return warp;
  warp.alpha = alpha;
  warp.beta = beta;
  return warp;
}

ValidatorView read_view(ByteReader& reader) {
  ValidatorView view;
  view.mean = reader.row<double>("a view's mean picture", any_length);
  const auto pixel_count = static_cast<int>(view.mean.size());
  view.standard_deviation = reader.row<double>("a view's standard deviations", pixel_count);
  if ((view.standard_deviation.array() <= 0.0).any()) reader.refuse("a standard deviation is not positive");
  const NetworkFrame frame{{1, picture_side_px, picture_side_px}, class_count};
  view.network = read_network(reader, LayerDialect::validator, frame);
  view.warp = read_warp(reader, pixel_count);
  return view;
}

}  // namespace

base::Result<ValidatorModel> parse_validator(std::string_view bytes, const std::string& file) {
  ByteReader reader(bytes, file);
  ValidatorModel model;
  reader.tag("the validator's type", network_validator);
  const int view_count = reader.count("the number of views", {1, most_views});
  const auto angles_rad = read_view_angles_rad(reader, view_count);
  for (std::size_t i = 0; i < angles_rad.size() && reader.ok(); ++i) {
    model.views.push_back(read_view(reader));
    model.views.back().angles_rad = angles_rad[i];
  }
  return reader.finish(std::move(model));
}

}  // namespace kizashi::face::openface
