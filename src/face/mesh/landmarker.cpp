// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/mesh/landmarker.h"

#include <cmath>
#include <utility>

#include "kizashi/base/check.h"
#include "kizashi/face/crop.h"

namespace kizashi::face::mesh {

Landmarker::Landmarker(infer::Session session) : session_(std::move(session)) {}

FaceMesh Landmarker::find(const cv::Mat& crop, const FaceRegion& region) {
  fill_input(crop, PixelScale{}, session_.input());
  session_.run();
  const auto values = session_.output(0);
  const auto presence_logit = session_.output(1);
  KIZASHI_CHECK(values.size() == mesh_point_count * 3 && presence_logit.size() == 1,
                "the mesh network's outputs are those of its manifest entry");
  FaceMesh mesh;
  constexpr auto side = static_cast<float>(landmarker_side_px);
  for (std::size_t i = 0; i < mesh_point_count; ++i) {
    const auto xyz = values.subspan(i * 3, 3);
    mesh.points_px.at(i).head<2>() = frame_from_region(region, {xyz[0] / side, xyz[1] / side});
    mesh.points_px.at(i).z() = xyz[2] / side * region.size_px;
  }
  mesh.presence = 1.0F / (1.0F + std::exp(-presence_logit[0]));
  return mesh;
}

}  // namespace kizashi::face::mesh
