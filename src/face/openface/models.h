// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kizashi/face/openface/network.h"
#include "kizashi/face/openface/shape_model.h"
#include "kizashi/observation/action_unit.h"

namespace kizashi::face::openface {

inline constexpr int patch_side_px = 11;

/// One hidden unit of a patch expert: 2 alpha sigmoid(norm_weight <weights, patch> + bias).
struct PatchNeuron {
  double norm_weight = 0.0;
  double bias = 0.0;
  double alpha = 0.0;
  RowMajorMatrix weights;  ///< patch_side_px squared; weights(y, x) multiplies pixel (y, x)
};

/// Where one landmark is likely to be, from the patch around each place: a continuous conditional neural field
/// (Baltrusaitis, Robinson & Morency 2013, ICCV workshops, equations 3 to 8).
struct PatchExpert {
  std::vector<PatchNeuron> neurons;  ///< empty for a landmark that the view does not show
  std::vector<double> betas;         ///< one for each component of the windows' smoothness
  double confidence = 0.0;           ///< how far the non-uniform fit trusts it
};

/// The smoothness terms of one window size, each a matrix over the window's places, row by row.
struct WindowSmoothness {
  int window_px = 0;
  std::vector<Eigen::MatrixXf> components;  ///< window_px^2 squared; empty for experts without smoothness
};

/// The patch experts of all views at one scale.
struct PatchScale {
  double px_per_mm = 1.0;
  std::vector<Eigen::Vector3d> view_angles_rad;  ///< by view
  std::vector<std::vector<bool>> is_visible;     ///< by view, then landmark
  std::vector<WindowSmoothness> windows;
  std::vector<std::vector<PatchExpert>> experts;  ///< by view, then landmark
};

/// A constrained local model: shapes, and experts for their landmarks.
struct LandmarkModel {
  ShapeModel shape;
  std::vector<PatchScale> scales;  ///< coarse to fine
};

/// A model of a part of the face that refines what the model of the whole has found.
struct PartModel {
  std::string name;  ///< inner, left_eye_28, right_eye_28
  struct SharedPoint {
    int of_face = 0;
    int of_part = 0;
  };
  std::vector<SharedPoint> shared_points;
  LandmarkModel model;
};

/// The three networks of the multi-task cascade (Zhang et al. 2016, IEEE Signal Processing Letters 23(10)).
struct DetectorModel {
  Network proposal;    ///< PNet
  Network refinement;  ///< RNet
  Network output;      ///< ONet
};

/// A warp of the face, triangle by triangle, onto a small picture.
struct PiecewiseWarp {
  int width_px = 0;
  int height_px = 0;
  double min_x = 0.0;  ///< of the destination landmarks: what lies at column 0
  double min_y = 0.0;
  Eigen::MatrixX2d destination;       ///< landmarks in the small picture's frame, before min is taken off
  Eigen::MatrixX3i triangles;         ///< landmark indices
  Eigen::MatrixXi triangle_of_pixel;  ///< height x width; -1 outside
  Eigen::MatrixXi mask;               ///< height x width; 0 outside
  Eigen::MatrixX3d alpha;             ///< by triangle: how pixel places become the source's barycentric shares
  Eigen::MatrixX3d beta;
};

/// Judges from one side whether landmarks lie on a face.
struct ValidatorView {
  Eigen::Vector3d angles_rad;
  Eigen::VectorXd mean;  ///< of the masked pixels, column by column
  Eigen::VectorXd standard_deviation;
  Network network;
  PiecewiseWarp warp;
};

struct ValidatorModel {
  std::vector<ValidatorView> views;
};

/// A linear predictor of one action unit: (features - means [- person's median]) . weights + bias.
struct Predictor {
  observation::ActionUnit unit = observation::ActionUnit::AU01;
  bool is_dynamic = false;       ///< takes the person's median off
  std::optional<double> cutoff;  ///< of a dynamic intensity: share of a clip's frames at rest
  Eigen::VectorXd weights;
  double bias = 0.0;
  /// Of a presence: whether a value above 0 means present; trainers order their labels as they meet them.
  bool positive_is_present = true;
};

/// Everything that turns 68 landmarks into action units.
struct ActionUnitModel {
  ShapeModel shape;
  Eigen::MatrixX3i triangles;          ///< landmark indices that cover the face
  Eigen::VectorXd means;               ///< of the features, shared by all predictors
  std::vector<Predictor> intensities;  ///< by rising unit
  std::vector<Predictor> presences;
};

/// What a model folder holds.
struct Models {
  LandmarkModel face;
  std::vector<PartModel> parts;  ///< in the order in which they are written over the face's landmarks
  DetectorModel detector;
  ValidatorModel validator;
  ActionUnitModel videos;  ///< main_dynamic_svms.txt
  ActionUnitModel stills;  ///< main_static_svms.txt
  /// Every file read, by its path below the folder.
  std::vector<std::pair<std::string, std::string>> sha256_of_file;
};

}  // namespace kizashi::face::openface
