// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "kizashi/base/result.h"

namespace kizashi::document {

class Value;

/// Members in the order in which they were written; a name stands once.
using Members = std::vector<std::pair<std::string, Value>>;
using Items = std::vector<Value>;

/// A JSON value that keeps the order of its members and, when it was read, its place in the text.
class Value {
 public:
  Value() = default;                    ///< null
  Value(bool flag);                     // NOLINT(google-explicit-constructor)
  Value(std::int64_t integer);          // NOLINT(google-explicit-constructor)
  Value(int integer);                   // NOLINT(google-explicit-constructor)
  Value(std::size_t integer);           // NOLINT(google-explicit-constructor)
  Value(double number);                 // NOLINT(google-explicit-constructor)
  Value(std::string text);              // NOLINT(google-explicit-constructor)
  Value(std::string_view text);         // NOLINT(google-explicit-constructor)
  Value(const char* text);              // NOLINT(google-explicit-constructor)
  Value(std::optional<double> number);  // NOLINT(google-explicit-constructor) nothing becomes null
  static Value object();
  static Value object(Members members);  ///< a contract: no name stands twice
  static Value array();
  static Value array(Items items);

  /// Appends a member to an object (a contract: the value is an object and has no such member). Returns *this to chain.
  Value& set(std::string name, Value value);
  /// Appends an item to an array. Returns *this to chain.
  Value& push(Value value);

  [[nodiscard]] bool is_null() const;
  [[nodiscard]] const bool* as_flag() const;  ///< nothing unless a boolean; likewise below
  [[nodiscard]] const std::int64_t* as_integer() const;
  [[nodiscard]] std::optional<double> as_number() const;  ///< integers too
  [[nodiscard]] const std::string* as_text() const;
  [[nodiscard]] const Items* as_items() const;
  [[nodiscard]] const Members* as_members() const;
  /// The member of that name, or nothing (also when this is no object).
  [[nodiscard]] const Value* find(std::string_view name) const;

  /// Where the value starts; columns count characters, not bytes.
  [[nodiscard]] const std::optional<base::Position>& position() const { return position_; }
  void set_position(base::Position position) { position_ = position; }

  /// The same content in the same order, wherever it stood. An integer never equals a number: 1 is not 1.0.
  bool operator==(const Value& other) const;

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Items, Members> content_;
  std::optional<base::Position> position_;
};

/// Reads one JSON text (RFC 8259, UTF-8, with or without a byte order mark; a repeated name is a mistake). `name` is
/// what messages call it. Integers outside 64 bits are read as numbers. Fails with invalid_document and the position of
/// the mistake. Nesting deeper than 64 is refused.
base::Result<Value> parse(std::string_view text, std::string_view name);

/// Reads a file. Fails also with missing_file, unreadable_file.
base::Result<Value> read_file(const std::string& path);

/// The JSON text: members in their order, numbers shortest that read back the same (5.0 keeps its point), two spaces of
/// indent, arrays of numbers on one line, a final newline. NaN and infinities are a broken contract: absence is null.
/// Bytes that are no UTF-8 (a file's name may hold some) become U+FFFD.
std::string write(const Value& value);
/// The same on one line without a final newline.
std::string write_line(const Value& value);

}  // namespace kizashi::document
