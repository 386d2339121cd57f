// SPDX-License-Identifier: Apache-2.0
// JSON text to values and back; the only file that sees nlohmann-json.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <unordered_set>
#include <utility>

#include "kizashi/base/check.h"
#include "kizashi/document/value.h"

namespace kizashi::document {

namespace {

constexpr std::size_t nesting_limit = 64;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Walks the text beside the parser, which reports values but not where they stand. Knows only valid tokens: the parser
/// has accepted each before it is looked for here.
class TokenLocator {
 public:
  explicit TokenLocator(std::string_view text) : text_(text), offset_(text.starts_with(byte_order_mark) ? 3 : 0) {}

  /// Where the next token starts; passes over it.
  base::Position next() {
    advance_to(std::min(text_.find_first_not_of(" \t\r\n,:", offset_), text_.size()));
    const base::Position start = position_;
    advance_to(token_end());
    return start;
  }

  /// Where a byte stands that lies at or after the last token.
  base::Position at(std::size_t offset) {
    advance_to(std::clamp(offset, offset_, text_.size()));
    return position_;
  }

 private:
  [[nodiscard]] std::size_t token_end() const {
    if (offset_ == text_.size()) return offset_;
    const char first = text_[offset_];
    if (first == '"') return string_end();
    if (first == '{' || first == '}' || first == '[' || first == ']') return offset_ + 1;
    return std::min(text_.find_first_of(" \t\r\n,:]}", offset_), text_.size());
  }

  [[nodiscard]] std::size_t string_end() const {
    std::size_t end = text_.find_first_of("\"\\", offset_ + 1);
    while (end < text_.size() && text_[end] == '\\') end = text_.find_first_of("\"\\", end + 2);
    return end < text_.size() ? end + 1 : text_.size();
  }

  void advance_to(std::size_t offset) {
    for (; offset_ < offset; ++offset_) {
      const auto byte = static_cast<unsigned char>(text_[offset_]);
      const bool continues_character = (byte & 0xC0U) == 0x80U;
      if (byte == '\n') {
        position_ = {position_.line + 1, 1};
      } else if (!continues_character) {
        ++position_.column;
      }
    }
  }

  std::string_view text_;
  std::size_t offset_;
  base::Position position_;
};

/// What the parser says, without its own numbering of places and without the raw bytes it read last.
std::string reason_of(const nlohmann::detail::exception& exception) {
  constexpr int number_overflow = 406;
  if (exception.id == number_overflow) return "a number too large for a double";
  std::string_view text = exception.what();
  if (const auto start = text.find("syntax error"); start != std::string_view::npos) text.remove_prefix(start);
  return std::string(text.substr(0, text.find("; last read")));
}

/// Builds the value from the parser's events.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Builder(std::string_view text) : locator_(text) {}

  bool null() override { return add(Value()); }
  bool boolean(bool flag) override { return add(Value(flag)); }
  bool number_integer(std::int64_t integer) override { return add(Value(integer)); }
  bool number_unsigned(std::uint64_t integer) override {
    const bool fits = integer <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    return add(fits ? Value(static_cast<std::int64_t>(integer)) : Value(static_cast<double>(integer)));
  }
  bool number_float(double number, const std::string& /*text*/) override { return add(Value(number)); }
  bool string(std::string& text) override { return add(Value(std::move(text))); }
  bool binary(binary_t& /*bytes*/) override { return refuse(locator_.next(), "binary data"); }
  bool start_object(std::size_t /*size*/) override { return open(Value::object()); }
  bool start_array(std::size_t /*size*/) override { return open(Value::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(std::string& name) override {
    const auto place = locator_.next();
    if (!open_.back().names.insert(name).second)
      return refuse(place, fmt::format("the name \"{}\" stands twice", name));
    open_.back().members.emplace_back(std::move(name), Value());
    return true;
  }

  bool parse_error(std::size_t bytes_read, const std::string& /*token*/,
                   const nlohmann::detail::exception& exception) override {
    return refuse(locator_.at(bytes_read == 0 ? 0 : bytes_read - 1), reason_of(exception));
  }

  [[nodiscard]] const std::optional<base::Error>& mistake() const { return mistake_; }
  Value take_root() { return std::move(root_); }

 private:
  struct Open {
    Value empty;  ///< the object or array, its content still beside it
    Items items;
    Members members;
    std::unordered_set<std::string> names;
  };

  bool refuse(base::Position place, std::string reason) {
    mistake_ = base::Error{base::ErrorCode::invalid_document, std::move(reason), place};
    return false;
  }

  bool add(Value value) {
    value.set_position(locator_.next());
    return place(std::move(value));
  }

  bool place(Value value) {
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (open_.back().empty.as_items() != nullptr) {
      open_.back().items.push_back(std::move(value));
    } else {
      open_.back().members.back().second = std::move(value);
    }
    return true;
  }

  bool open(Value empty) {
    const auto start = locator_.next();
    if (open_.size() == nesting_limit) return refuse(start, fmt::format("nested deeper than {}", nesting_limit));
    empty.set_position(start);
    open_.push_back({std::move(empty), {}, {}, {}});
    return true;
  }

  bool close() {
    locator_.next();
    Open done = std::move(open_.back());
    open_.pop_back();
    const bool is_array = done.empty.as_items() != nullptr;
    Value value = is_array ? Value::array(std::move(done.items)) : Value::object(std::move(done.members));
    value.set_position(*done.empty.position());
    return place(std::move(value));
  }

  TokenLocator locator_;
  std::vector<Open> open_;
  Value root_;
  std::optional<base::Error> mistake_;
};

base::Error named(base::Error error, std::string_view name) {
  const auto place = error.position.value_or(base::Position{});
  error.message = fmt::format("{}:{}:{}: not valid JSON: {}", name, place.line, place.column, error.message);
  return error;
}

std::string quoted(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string written(double number) {
  KIZASHI_CHECK(std::isfinite(number), "JSON has no NaN and no infinity; absence is null");
  std::string text = fmt::format("{}", number);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

/// Numbers, with or without gaps, such as the row of a table.
bool is_row_of_numbers(const Items& items) {
  const auto is_number = [](const Value& item) { return item.as_number().has_value(); };
  return std::any_of(items.begin(), items.end(), is_number) &&
         std::all_of(items.begin(), items.end(), [&](const Value& item) { return item.is_null() || is_number(item); });
}

/// Appends values to a text, on lines of their own or all on one.
class Writer {
 public:
  explicit Writer(bool on_one_line) : on_one_line_(on_one_line) {}

  void append(const Value& value) {
    if (const auto* members = value.as_members()) {
      append_all(*members, '{', '}', [this](const auto& member) {
        text_ += quoted(member.first) + ": ";
        append(member.second);
      });
    } else if (const auto* items = value.as_items()) {
      const bool lines_before = std::exchange(on_one_line_, on_one_line_ || is_row_of_numbers(*items));
      append_all(*items, '[', ']', [this](const Value& item) { append(item); });
      on_one_line_ = lines_before;
    } else {
      append_scalar(value);
    }
  }

  std::string take() { return std::move(text_); }

 private:
  void append_scalar(const Value& value) {
    if (const auto* flag = value.as_flag()) {
      text_ += *flag ? "true" : "false";
    } else if (const auto* integer = value.as_integer()) {
      text_ += fmt::format("{}", *integer);
    } else if (const auto number = value.as_number()) {
      text_ += written(*number);
    } else if (const auto* text = value.as_text()) {
      text_ += quoted(*text);
    } else {
      text_ += "null";
    }
  }

  template <typename List, typename Append>
  void append_all(const List& list, char opening, char closing, Append append_one) {
    text_ += opening;
    ++depth_;
    for (std::size_t idx = 0; idx < list.size(); ++idx) {
      if (idx > 0) text_ += on_one_line_ ? ", " : ",";
      break_line();
      append_one(list[idx]);
    }
    --depth_;
    if (!list.empty()) break_line();
    text_ += closing;
  }

  void break_line() {
    if (!on_one_line_) text_.append("\n").append(2 * depth_, ' ');
  }

  bool on_one_line_;
  std::size_t depth_ = 0;
  std::string text_;
};

std::optional<std::string> content_of(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream.is_open()) return std::nullopt;
  std::string text;
  std::array<char, 65536> piece;
  do {
    stream.read(piece.data(), piece.size());
    text.append(piece.data(), static_cast<std::size_t>(stream.gcount()));
  } while (stream.good());
  if (stream.bad()) return std::nullopt;
  return text;
}

}  // namespace

base::Result<Value> parse(std::string_view text, std::string_view name) {
  // nlohmann-json 3.11 takes a NUL byte for the end of the text and would pass over whatever follows.
  if (const auto nul = text.find('\0'); nul != std::string_view::npos) {
    const auto place = TokenLocator(text).at(nul);
    return named({base::ErrorCode::invalid_document, "a NUL byte", place}, name);
  }
  Builder builder(text);
  if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) return named(*builder.mistake(), name);
  return builder.take_root();
}

base::Result<Value> read_file(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    return base::Error{base::ErrorCode::missing_file, fmt::format("{}: no such file; check the path", path)};
  }
  const auto text = content_of(path);
  if (!text) {
    return base::Error{base::ErrorCode::unreadable_file,
                       fmt::format("{}: cannot be read; it must be a file with read permission", path)};
  }
  return parse(*text, path);
}

std::string write(const Value& value) {
  Writer writer(false);
  writer.append(value);
  return writer.take() + "\n";
}

std::string write_line(const Value& value) {
  Writer writer(true);
  writer.append(value);
  return writer.take();
}

}  // namespace kizashi::document
