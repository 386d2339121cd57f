// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/model_files/text_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <type_traits>

#include "kizashi/face/openface/model_files/damaged_file.h"

namespace kizashi::face::openface {

namespace {

constexpr std::string_view blanks = " \t\r\n\v\f";

}  // namespace

void TextReader::refuse(std::string_view reason) {
  if (!error_) error_ = damaged_file(fmt::format("{}, line {}", file_, last_line_), reason);
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
  refuse(fmt::format("{}: something that is no {}", what,
                     std::is_floating_point_v<Scalar> ? "finite number" : "whole number"));
  return {};
}

int TextReader::count(std::string_view what, CountLimits limits) {
  const auto number = value<std::int32_t>(what);
  if (!ok()) return 0;
  const auto problem = count_problem(what, number, limits);
  if (problem) refuse(*problem);
  return problem ? 0 : number;
}

template <typename Scalar>
FileMatrix<Scalar> TextReader::matrix(std::string_view what, MatrixSize expected) {
  skip_to_word();
  const std::size_t begin_line = line_;
  const MatrixHeader header{value<std::int32_t>(what), value<std::int32_t>(what), value<std::int32_t>(what)};
  if (!ok()) return {};
  last_line_ = begin_line;
  if (const auto problem = header_problem(what, header, expected, type_number<Scalar>)) {
    refuse(*problem);
    return {};
  }
  // Each number takes two characters at least: itself and a blank.
  const std::int64_t elements = std::int64_t{header.rows} * header.columns;
  if (elements > static_cast<std::int64_t>(text_.size() - offset_) / 2 + 1) {
    refuse(fmt::format("the file ends within {}: it has no room for {} numbers", what, elements));
    return {};
  }
  FileMatrix<Scalar> values = FileMatrix<Scalar>::Zero(header.rows, header.columns);
  for (Eigen::Index i = 0; i < values.size() && ok(); ++i) values.data()[i] = value<Scalar>(what);
  if (ok()) last_line_ = begin_line;
  return values;
}

template FileMatrix<std::int32_t> TextReader::matrix<std::int32_t>(std::string_view, MatrixSize);
template FileMatrix<double> TextReader::matrix<double>(std::string_view, MatrixSize);

}  // namespace kizashi::face::openface
