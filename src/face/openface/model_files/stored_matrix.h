// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kizashi::face::openface {

/// Model files hold matrices row by row.
template <typename Scalar>
using FileMatrix = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Rows and columns that a stored matrix must have; any_length where the file itself decides, 1 and more.
inline constexpr int any_length = -1;
struct MatrixSize {
  int rows = any_length;
  int columns = any_length;
};

/// What stands before the numbers of a stored matrix; the type is OpenCV's number of it.
struct MatrixHeader {
  std::int32_t rows = 0;
  std::int32_t columns = 0;
  std::int32_t type = 0;
};

template <typename Scalar>
inline constexpr std::int32_t type_number = 0;
template <>
inline constexpr std::int32_t type_number<std::int32_t> = 4;
template <>
inline constexpr std::int32_t type_number<float> = 5;
template <>
inline constexpr std::int32_t type_number<double> = 6;

/// How a header differs from what it must be; nothing where it does not.
std::optional<std::string> header_problem(std::string_view what, const MatrixHeader& header, MatrixSize expected,
                                          std::int32_t expected_type);

/// Which whole numbers a count may be.
struct CountLimits {
  int least = 0;
  int most = 0;
};
std::optional<std::string> count_problem(std::string_view what, std::int32_t count, CountLimits limits);

}  // namespace kizashi::face::openface
