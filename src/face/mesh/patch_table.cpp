// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/mesh/patch_table.h"

#include <string_view>

#include "kizashi/base/check.h"
#include "kizashi/document/field.h"

namespace kizashi::face::mesh {

namespace embedded {
std::string_view mesh_evidence();
}

namespace {

using document::Field;

int pixels_at(const Field& field, int most) { return static_cast<int>(field.integer_in(1, most)); }

cv::Rect place_at(const Field& field) {
  field.expect_only({"centre_x", "centre_y", "half_width", "half_height"});
  const cv::Point centre(pixels_at(field["centre_x"], aligned_width_px),
                         pixels_at(field["centre_y"], aligned_height_px));
  const cv::Point half(pixels_at(field["half_width"], aligned_width_px),
                       pixels_at(field["half_height"], aligned_height_px));
  const cv::Rect place(centre - half, centre + half);
  const cv::Rect face(0, 0, aligned_width_px, aligned_height_px);
  if ((place & face) != place) field.reject("a place on the aligned face");
  return place;
}

Patch patch_at(const Field& field) {
  field.expect_only({"name", "description", "right", "middle"});
  const bool has_sides = field["right"].present();
  return {field["name"].text(), field["description"].text(), place_at(field[has_sides ? "right" : "middle"]),
          has_sides};
}

std::vector<Patch> read_patches() {
  const auto value = document::parse(embedded::mesh_evidence(), "evidence/mesh.json");
  KIZASHI_CHECK(value.ok(), "the program's own evidence table can be read");
  document::Mistakes mistakes{"evidence/mesh.json"};
  std::vector<Patch> patches;
  for (const Field& item : Field(*value, mistakes)["patches"].items()) patches.push_back(patch_at(item));
  const auto status = mistakes.status();
  KIZASHI_CHECK(status.ok(), status.ok() ? "" : status.error().message);
  return patches;
}

}  // namespace

const std::vector<Patch>& mesh_patches() {
  static const std::vector<Patch> patches = read_patches();
  return patches;
}

}  // namespace kizashi::face::mesh
