// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/model_files/byte_reader.h"

#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <type_traits>

#include "kizashi/face/openface/model_files/damaged_file.h"

namespace kizashi::face::openface {

namespace {

static_assert(std::endian::native == std::endian::little, "model files are little endian");

template <typename Scalar>
bool all_finite(const FileMatrix<Scalar>& matrix) {
  if constexpr (std::is_floating_point_v<Scalar>) return matrix.allFinite();
  return true;
}

}  // namespace

void ByteReader::refuse(std::string_view reason) {
  if (!error_) error_ = damaged_file(fmt::format("{}, byte {}", file_, last_offset_), reason);
}

void ByteReader::refuse_the_rest() {
  last_offset_ = offset_;
  if (left() > 0) refuse(fmt::format("{} bytes more than the file should have", left()));
}

bool ByteReader::take_bytes(std::string_view what, std::int64_t size, void* target) {
  if (!ok()) return false;
  if (left() < size) {
    refuse(fmt::format("the file ends within {}: {} bytes are left of {}", what, left(), size));
    return false;
  }
  std::memcpy(target, bytes_.data() + offset_, static_cast<std::size_t>(size));
  offset_ += static_cast<std::size_t>(size);
  return true;
}

template <typename Scalar>
Scalar ByteReader::take(std::string_view what) {
  Scalar value{};
  last_offset_ = ok() ? offset_ : last_offset_;
  take_bytes(what, sizeof value, &value);
  return value;
}

std::int32_t ByteReader::integer(std::string_view what) { return take<std::int32_t>(what); }

int ByteReader::count(std::string_view what, CountLimits limits) {
  const std::int32_t value = integer(what);
  if (!ok()) return 0;
  const auto problem = count_problem(what, value, limits);
  if (problem) refuse(*problem);
  return problem ? 0 : value;
}

void ByteReader::tag(std::string_view what, std::int32_t expected) {
  const std::int32_t value = integer(what);
  if (ok() && value != expected) refuse(fmt::format("{} is {}, must be {}", what, value, expected));
}

double ByteReader::number(std::string_view what) {
  const auto value = take<double>(what);
  if (std::isfinite(value)) return value;
  refuse(fmt::format("{} is not a finite number", what));
  return 0.0;
}

template <typename Scalar>
FileMatrix<Scalar> ByteReader::matrix(std::string_view what, MatrixSize expected) {
  const std::size_t begin = ok() ? offset_ : last_offset_;
  const MatrixHeader header{integer(what), integer(what), integer(what)};
  last_offset_ = begin;
  if (!ok()) return {};
  if (const auto problem = header_problem(what, header, expected, type_number<Scalar>)) {
    refuse(*problem);
    return {};
  }
  const std::int64_t elements = std::int64_t{header.rows} * header.columns;
  if (elements > left() / static_cast<std::int64_t>(sizeof(Scalar))) {
    refuse(fmt::format("the file ends within {}: {} bytes are left for {} numbers", what, left(), elements));
    return {};
  }
  FileMatrix<Scalar> values(header.rows, header.columns);
  take_bytes(what, elements * static_cast<std::int64_t>(sizeof(Scalar)), values.data());
  if (!all_finite(values)) refuse(fmt::format("not all numbers of {} are finite", what));
  return values;
}

template <typename Scalar>
Eigen::VectorX<Scalar> ByteReader::column(std::string_view what, int size) {
  const FileMatrix<Scalar> values = matrix<Scalar>(what, {size, 1});
  return Eigen::Map<const Eigen::VectorX<Scalar>>(values.data(), values.size());
}

template <typename Scalar>
Eigen::VectorX<Scalar> ByteReader::row(std::string_view what, int size) {
  const FileMatrix<Scalar> values = matrix<Scalar>(what, {1, size});
  return Eigen::Map<const Eigen::VectorX<Scalar>>(values.data(), values.size());
}

Eigen::VectorXf ByteReader::floats(std::string_view what, int size) {
  last_offset_ = ok() ? offset_ : last_offset_;
  if (!ok()) return {};
  const std::int64_t bytes = std::int64_t{size} * static_cast<std::int64_t>(sizeof(float));
  if (bytes > left()) {
    refuse(fmt::format("the file ends within {}: {} bytes are left of {}", what, left(), bytes));
    return {};
  }
  Eigen::VectorXf values(size);
  take_bytes(what, bytes, values.data());
  if (!values.allFinite()) refuse(fmt::format("not all numbers of {} are finite", what));
  return values;
}

template FileMatrix<std::int32_t> ByteReader::matrix<std::int32_t>(std::string_view, MatrixSize);
template FileMatrix<float> ByteReader::matrix<float>(std::string_view, MatrixSize);
template FileMatrix<double> ByteReader::matrix<double>(std::string_view, MatrixSize);
template Eigen::VectorX<std::int32_t> ByteReader::column<std::int32_t>(std::string_view, int);
template Eigen::VectorX<float> ByteReader::column<float>(std::string_view, int);
template Eigen::VectorX<double> ByteReader::column<double>(std::string_view, int);
template Eigen::VectorX<double> ByteReader::row<double>(std::string_view, int);

}  // namespace kizashi::face::openface
