// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/portrait.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <optional>

#include "kizashi/face/crop.h"
#include "kizashi/face/mesh/detector.h"
#include "kizashi/face/mesh/landmarker.h"

namespace kizashi::synth {

namespace {

namespace mesh = face::mesh;

/// Side of the crop in heights of the detected face (chin to brows): hair, neck and some background are inside.
constexpr float crop_in_face_heights = 2.1F;
/// The crop's middle lies above the face's by this share of its side, since hair is higher than a chin is deep.
constexpr float crop_rise = 0.08F;

base::Error no_face() {
  return {base::ErrorCode::invalid_option, "the portrait shows no face; choose a picture of one upright face"};
}

std::optional<mesh::Detection> largest_face(const cv::Mat& rgb, const mesh::MeshNetworks& networks) {
  mesh::Detector detector(networks.detector.make_session());
  const auto detections = detector.detect(rgb);
  const auto largest = std::max_element(detections.begin(), detections.end(), [](const auto& a, const auto& b) {
    return a.size_px.prod() < b.size_px.prod();
  });
  return largest == detections.end() ? std::nullopt : std::optional(*largest);
}

/// The square around the face, moved and shrunk to lie inside the picture.
cv::Rect head_square(const mesh::Detection& detection, const cv::Size& picture_px) {
  const int wanted_px = static_cast<int>(std::lround(crop_in_face_heights * detection.size_px.y()));
  const int side_px = std::min({wanted_px, picture_px.width, picture_px.height});
  const auto start = [side_px](float centre_px, int length_px) {
    return std::clamp(static_cast<int>(std::lround(centre_px)) - side_px / 2, 0, length_px - side_px);
  };
  return {start(detection.centre_px.x(), picture_px.width),
          start(detection.centre_px.y() - crop_rise * static_cast<float>(side_px), picture_px.height), side_px,
          side_px};
}

}  // namespace

std::optional<mesh::MeshPoints> find_mesh(const cv::Mat& rgb, const mesh::MeshNetworks& networks) {
  const auto detection = largest_face(rgb, networks);
  if (!detection) return std::nullopt;
  mesh::Landmarker landmarker(networks.landmarks.make_session());
  const auto look = [&](const face::FaceRegion& region) {
    return landmarker.find(face::crop_region(rgb, region, mesh::landmarker_side_px, face::Border::replicated), region);
  };
  // Twice, since the mesh's own region is finer than the detector's.
  const mesh::FaceMesh found = look(mesh::region_of(look(mesh::region_of(*detection)).points_px));
  return found.presence > mesh::least_presence ? std::optional(found.points_px) : std::nullopt;
}

base::Result<Portrait> prepare_portrait(const cv::Mat& picture_rgb, const mesh::MeshNetworks& networks, int size_px) {
  const auto detection = largest_face(picture_rgb, networks);
  if (!detection) return no_face();
  Portrait portrait;
  cv::resize(picture_rgb(head_square(*detection, picture_rgb.size())), portrait.rgb, {size_px, size_px}, 0.0, 0.0,
             cv::INTER_CUBIC);
  const auto points = find_mesh(portrait.rgb, networks);
  if (!points) return no_face();
  portrait.points_px = *points;
  return portrait;
}

}  // namespace kizashi::synth
