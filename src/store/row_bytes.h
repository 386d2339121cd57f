// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kizashi::store {

/// A row as bytes for a hash: every value with its length or of a fixed one, so that no two rows can be read as one
/// another.
class RowBytes {
 public:
  RowBytes& text(std::string_view value);
  RowBytes& integer(std::int64_t value);
  RowBytes& real(double value);
  RowBytes& optional_text(const std::optional<std::string>& value);
  RowBytes& optional_integer(const std::optional<std::int64_t>& value);
  RowBytes& optional_real(const std::optional<double>& value);
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

}  // namespace kizashi::store
