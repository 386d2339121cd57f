// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "kizashi/base/result.h"
#include "kizashi/face/openface/model_files/stored_matrix.h"

namespace kizashi::face::openface {

/// Numbers and matrices of a model file of text, one after the other; lines that begin with # say nothing. Failures are
/// kept as in ByteReader, with the line.
class TextReader {
 public:
  TextReader(std::string_view text, std::string file) : text_(text), file_(std::move(file)) {}

  [[nodiscard]] bool ok() const { return !error_; }
  void refuse(std::string_view reason);
  template <typename T>
  base::Result<T> finish(T value) {
    refuse_the_rest();
    if (error_) return *error_;
    return value;
  }

  int count(std::string_view what, CountLimits limits);
  /// Of float64 or int32; finite.
  template <typename Scalar>
  FileMatrix<Scalar> matrix(std::string_view what, MatrixSize expected);

 private:
  std::string_view word();
  template <typename Scalar>
  Scalar value(std::string_view what);
  void skip_to_word();
  void refuse_the_rest();

  std::string_view text_;
  std::string file_;
  std::size_t offset_ = 0;
  std::size_t line_ = 1;
  std::size_t last_line_ = 1;  ///< where the thing read last begins
  std::optional<base::Error> error_;
};

}  // namespace kizashi::face::openface
