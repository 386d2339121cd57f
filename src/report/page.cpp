// SPDX-License-Identifier: Apache-2.0
#include "kizashi/report/page.h"

#include <algorithm>
#include <string_view>

#include "kizashi/base/check.h"

namespace kizashi::report {

namespace embedded {
std::string_view viewer();
}

namespace {

constexpr std::string_view placeholder = "__DATA__";

/// Inside a text of JSON, each may be written as its number: a "<" begins markup, and U+2028 and U+2029 end a line of a
/// script.
struct Escape {
  std::string_view bytes;
  std::string_view written;
};
constexpr Escape escapes[] = {{"<", "\\u003c"}, {"\xE2\x80\xA8", "\\u2028"}, {"\xE2\x80\xA9", "\\u2029"}};

/// What is written instead of the bytes that begin a text, or nothing.
const Escape* escape_at(std::string_view text) {
  for (const Escape& escape : escapes) {
    if (text.starts_with(escape.bytes)) return &escape;
  }
  return nullptr;
}

}  // namespace

std::string embeddable_json(const document::Value& document) {
  const std::string json = document::write_line(document);
  const std::string_view text = json;
  std::string safe;
  safe.reserve(json.size());
  std::size_t offset = 0;
  while (offset < text.size()) {
    const std::size_t next = std::min(text.find_first_of("<\xE2", offset), text.size());
    safe += text.substr(offset, next - offset);
    offset = next;
    if (offset == text.size()) break;
    const Escape* escape = escape_at(text.substr(offset));
    safe += escape != nullptr ? escape->written : text.substr(offset, 1);
    offset += escape != nullptr ? escape->bytes.size() : 1;
  }
  return safe;
}

std::string page_with(const document::Value& document) {
  std::string page(embedded::viewer());
  const std::size_t place = page.find(placeholder);
  KIZASHI_CHECK(place != std::string::npos, "the viewer has a place for its data");
  return page.replace(place, placeholder.size(), embeddable_json(document));
}

}  // namespace kizashi::report
