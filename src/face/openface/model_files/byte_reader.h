// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "kizashi/base/result.h"
#include "kizashi/face/openface/model_files/stored_matrix.h"

namespace kizashi::face::openface {

/// Numbers and matrices of a binary model file, one after the other. The first thing wrong is kept, with its byte
/// offset; whatever is asked for afterwards is zero or empty, so a caller asks once, at the end, and loops while ok().
/// No more is ever allocated than the file has bytes for.
class ByteReader {
 public:
  ByteReader(std::string_view bytes, std::string file) : bytes_(bytes), file_(std::move(file)) {}

  [[nodiscard]] bool ok() const { return !error_; }
  /// Keeps a reason found by the caller; it is placed at what was read last.
  void refuse(std::string_view reason);
  /// The value if all was well and nothing is left, else what was wrong.
  template <typename T>
  base::Result<T> finish(T value) {
    refuse_the_rest();
    if (error_) return *error_;
    return value;
  }

  std::int32_t integer(std::string_view what);
  int count(std::string_view what, CountLimits limits);
  void tag(std::string_view what, std::int32_t expected);
  double number(std::string_view what);  ///< float64, finite
  /// Of float32, float64 or int32; finite.
  template <typename Scalar>
  FileMatrix<Scalar> matrix(std::string_view what, MatrixSize expected);
  /// The same of one row or column.
  template <typename Scalar>
  Eigen::VectorX<Scalar> column(std::string_view what, int size);
  template <typename Scalar>
  Eigen::VectorX<Scalar> row(std::string_view what, int size);
  /// float32 values without a header.
  Eigen::VectorXf floats(std::string_view what, int size);

 private:
  template <typename Scalar>
  Scalar take(std::string_view what);
  bool take_bytes(std::string_view what, std::int64_t size, void* target);
  void refuse_the_rest();
  [[nodiscard]] std::int64_t left() const { return static_cast<std::int64_t>(bytes_.size() - offset_); }

  std::string_view bytes_;
  std::string file_;
  std::size_t offset_ = 0;
  std::size_t last_offset_ = 0;  ///< where the thing read last begins
  std::optional<base::Error> error_;
};

}  // namespace kizashi::face::openface
