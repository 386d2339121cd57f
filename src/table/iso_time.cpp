// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/iso_time.h"

#include <algorithm>
#include <charconv>

namespace kizashi::table {

namespace {

constexpr std::string_view digits = "0123456789";

/// Takes the text's parts from its front; once one does not fit, none does.
class Parts {
 public:
  explicit Parts(std::string_view text) : rest_(text) {}

  Parts& number(std::size_t width, int low, int high) {
    int number = 0;
    const std::size_t length = std::min(rest_.find_first_not_of(digits), rest_.size());
    fits_ = fits_ && length >= width;
    if (fits_) std::from_chars(rest_.data(), rest_.data() + width, number);
    fits_ = fits_ && low <= number && number <= high;
    if (fits_) rest_.remove_prefix(width);
    return *this;
  }

  Parts& sign(std::string_view signs) {
    fits_ = fits_ && next_is(signs);
    if (fits_) rest_.remove_prefix(1);
    return *this;
  }

  Parts& decimals() {
    const std::size_t length = std::min(rest_.find_first_not_of(digits), rest_.size());
    fits_ = fits_ && length > 0;
    if (fits_) rest_.remove_prefix(length);
    return *this;
  }

  [[nodiscard]] bool next_is(std::string_view signs) const {
    return !rest_.empty() && signs.find(rest_.front()) != std::string_view::npos;
  }
  [[nodiscard]] bool whole() const { return fits_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool fits_ = true;
};

}  // namespace

bool is_iso_time(std::string_view text) {
  constexpr int last_second = 60;  // a leap second
  Parts parts(text);
  parts.number(4, 0, 9999).sign("-").number(2, 1, 12).sign("-").number(2, 1, 31);
  parts.sign("T ").number(2, 0, 24).sign(":").number(2, 0, 59);
  if (parts.next_is(":")) parts.sign(":").number(2, 0, last_second);
  if (parts.next_is(".,")) parts.sign(".,").decimals();
  if (parts.next_is("Z")) {
    parts.sign("Z");
  } else if (parts.next_is("+-")) {
    parts.sign("+-").number(2, 0, 23);
    if (parts.next_is(":")) parts.sign(":");
    if (!parts.whole()) parts.number(2, 0, 59);
  }
  return parts.whole();
}

}  // namespace kizashi::table
