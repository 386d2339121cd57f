// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "kizashi/media/drawn_frame.h"
#include "kizashi/media/overlay_layout.h"

namespace kizashi::media {

/// Where and how a face is drawn into a picture (CV_8UC3, red first).
struct SketchPlace {
  PictureFit fit;
  double focal_length_px = 0.0;  ///< of the clip's picture, before it is fitted
  double line_scale = 1.0;       ///< 1 draws lines of one pixel, for a face of 250 pixels in the canvas
};

/// Where the face's drawing points, or its 68 points where it has none, come to lie.
std::vector<cv::Point2f> places_of_points(const DrawnFace& face, const PictureFit& fit);

/// The mesh as fine lines through which the picture shows.
void draw_mesh(cv::Mat& rgb, const DrawnFace& face, const std::vector<observation::DrawingEdge>& edges,
               const SketchPlace& place);

/// A mask in the face's place that moves as the face does: its outline filled, its mesh, brows, eyes and mouth.
void draw_mask(cv::Mat& rgb, const DrawnFace& face, const std::vector<observation::DrawingEdge>& edges,
               const SketchPlace& place);

/// The head's axes at the nose tip: x, y and forward. Nothing where the pose is unknown.
void draw_pose(cv::Mat& rgb, const DrawnFace& face, const SketchPlace& place);

/// A ray from each eye. Nothing where pose or gaze is unknown.
void draw_gaze(cv::Mat& rgb, const DrawnFace& face, const SketchPlace& place);

}  // namespace kizashi::media
