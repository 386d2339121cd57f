// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/model_files/text_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <type_traits>

namespace kizashi::face::openface {

namespace {

constexpr std::string_view blanks = " \t\r\n\v\f";

template <typename Scalar>
constexpr std::int32_t type_number() {
  return std::is_same_v<Scalar, double> ? 6 : 4;
}

bool fits(std::int32_t length, int expected) { return expected == any_length ? length >= 0 : length == expected; }

std::string size_text(int length) { return length == any_length ? "any" : std::to_string(length); }

}  // namespace

void TextReader::refuse(std::string_view reason) {
  if (error_) return;
  error_ = base::Error{base::ErrorCode::unusable_model, fmt::format("{}, line {}: {}", file_, last_line_, reason)};
}

void TextReader::refuse_the_rest() {
  skip_to_word();
  if (offset_ == text_.size()) return;
  last_line_ = ok() ? line_ : last_line_;
  refuse("more than the file should have");
}

void TextReader::skip_to_word() {
  while (offset_ < text_.size()) {
    const char here = text_[offset_];
    const bool begins_line = offset_ == 0 || text_[offset_ - 1] == '\n';
    if (here == '#' && begins_line) {
      offset_ = std::min(text_.find('\n', offset_), text_.size());
    } else if (blanks.find(here) != std::string_view::npos) {
      line_ += here == '\n' ? 1 : 0;
      ++offset_;
    } else {
      return;
    }
  }
}

std::string_view TextReader::word() {
  skip_to_word();
  last_line_ = line_;
  const std::size_t end = std::min(text_.find_first_of(blanks, offset_), text_.size());
  const std::string_view found = text_.substr(offset_, end - offset_);
  offset_ = end;
  return found;
}

template <typename Scalar>
Scalar TextReader::value(std::string_view what) {
  if (!ok()) return {};
  const std::string_view found = word();
  if (found.empty()) {
    refuse(fmt::format("the file ends within {}", what));
    return {};
  }
  Scalar number{};
  const auto [end, failure] = std::from_chars(found.data(), found.data() + found.size(), number);
  bool good = failure == std::errc() && end == found.data() + found.size();
  if constexpr (std::is_floating_point_v<Scalar>) good = good && std::isfinite(number);
  if (good) return number;
  refuse(fmt::format("{} has something that is no {} in it", what,
                     std::is_floating_point_v<Scalar> ? "finite number" : "whole number"));
  return {};
}

int TextReader::count(std::string_view what, CountLimits limits) {
  const auto number = value<std::int32_t>(what);
  if (!ok()) return 0;
  if (number >= limits.least && number <= limits.most) return number;
  refuse(fmt::format("{} is {}, must be {} to {}", what, number, limits.least, limits.most));
  return 0;
}

template <typename Scalar>
FileMatrix<Scalar> TextReader::matrix(std::string_view what, MatrixSize expected) {
  const auto rows = value<std::int32_t>(what);
  const auto columns = value<std::int32_t>(what);
  const auto type = value<std::int32_t>(what);
  if (!ok()) return {};
  if (type != type_number<Scalar>() || !fits(rows, expected.rows) || !fits(columns, expected.columns)) {
    refuse(fmt::format("{} is {} x {} of type {}, must be {} x {} of type {}", what, rows, columns, type,
                       size_text(expected.rows), size_text(expected.columns), type_number<Scalar>()));
    return {};
  }
  // Each number takes two characters at least: itself and a blank.
  const std::int64_t elements = std::int64_t{rows} * columns;
  if (elements > static_cast<std::int64_t>(text_.size() - offset_) / 2 + 1) {
    refuse(fmt::format("the file ends within {}: it has no room for {} numbers", what, elements));
    return {};
  }
  FileMatrix<Scalar> values = FileMatrix<Scalar>::Zero(rows, columns);
  for (Eigen::Index i = 0; i < values.size() && ok(); ++i) values.data()[i] = value<Scalar>(what);
  return values;
}

template FileMatrix<std::int32_t> TextReader::matrix<std::int32_t>(std::string_view, MatrixSize);
template FileMatrix<double> TextReader::matrix<double>(std::string_view, MatrixSize);

}  // namespace kizashi::face::openface
