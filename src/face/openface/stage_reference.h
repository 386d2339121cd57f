// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <filesystem>
#include <memory>
#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <vector>

#include "kizashi/document/value.h"
#include "kizashi/face/openface/models.h"
#include "kizashi/face/openface/shape_model.h"

namespace kizashi::face::openface {

/// Numbers of a .npy file, row by row.
struct NumpyArray {
  std::vector<int> shape;
  std::vector<double> values;
};

/// Values that OpenFace itself computed on its way through one frame (shared/data/openface-reference/stages). For
/// tests.
class StageReference {
 public:
  /// Nothing where the shared data are missing.
  static std::optional<StageReference> open(const std::string& clip, int frame_number);

  [[nodiscard]] const document::Value& stages() const { return stages_; }
  /// The number at a path such as "face_fit.scales.0.rigid.sigma".
  [[nodiscard]] double number(const std::string& path) const;
  [[nodiscard]] Eigen::VectorXd numbers(const std::string& path) const;  ///< of an array of numbers
  [[nodiscard]] Eigen::MatrixXd rows(const std::string& path) const;     ///< of an array of equal arrays of numbers
  [[nodiscard]] Points2 points(const std::string& path) const;           ///< of an array of [x, y]
  [[nodiscard]] std::size_t size(const std::string& path) const;         ///< of an array
  [[nodiscard]] bool has(const std::string& path) const;                 ///< there and not null
  /// Pose from `prefix` + [scale, Rx, Ry, Rz, tx, ty] and weights from another path.
  [[nodiscard]] ShapeParameters parameters(const std::string& global_path, const std::string& local_path) const;
  [[nodiscard]] NumpyArray array(const std::string& name) const;  ///< of `name`.npy
  [[nodiscard]] cv::Mat picture(const std::string& name) const;   ///< of `name`.png: CV_8UC3, red first
  /// The decoded frame: CV_8UC3, red first, checked against the reference's checksum.
  [[nodiscard]] cv::Mat frame_rgb() const;
  [[nodiscard]] cv::Mat frame_gray() const;

 private:
  std::filesystem::path folder_;
  std::string clip_;
  int frame_number_ = 0;
  document::Value stages_;
};

/// Every frame with reference values: clip and number, as parameters of tests.
struct StageFrame {
  std::string clip;
  int number = 0;
};
std::vector<StageFrame> stage_frames();

/// The first frames of a clip with reference values: CV_8UC3, red first.
std::vector<cv::Mat> clip_frames(const std::string& clip, int count);

/// The model folder of the shared data, read once; null where it is missing.
std::shared_ptr<const Models> shared_models();

}  // namespace kizashi::face::openface
