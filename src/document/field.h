// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/document/value.h"

namespace kizashi::document {

/// Reads a document against expectations and collects every mistake with its path and position, instead of stopping at
/// the first.
///
///     Mistakes mistakes("manifest.json");
///     const Field root(value, mistakes);
///     const std::string name = root["name"].text();
///     for (const Field& model : root["models"].items()) use(model["sha256"].text());
///     if (auto status = mistakes.status(); !status.ok()) return status.error();
class Mistakes {
 public:
  explicit Mistakes(std::string document_name);
  /// Notes a mistake, such as "expected a text"; a second one at the same path is dropped.
  void add(const std::string& path, std::optional<base::Position> position, std::string_view mistake);
  /// Success, or one invalid_document error: the first mistake's position and a message that lists up to ten.
  [[nodiscard]] base::Status status() const;

 private:
  struct Mistake {
    std::string path;
    std::optional<base::Position> position;
    std::string description;
  };
  std::string document_name_;
  std::vector<Mistake> mistakes_;
  std::unordered_set<std::string> paths_;
};

/// One place in a document. Typed reads of a missing or wrong value note a mistake (once per place) and return an empty
/// default. The value and the mistakes must outlive it.
class Field {
 public:
  Field(const Value& root, Mistakes& mistakes);

  [[nodiscard]] bool present() const;  ///< there and not null
  Field operator[](std::string_view name) const;
  [[nodiscard]] std::vector<Field> items() const;  ///< of an array
  struct Member;
  [[nodiscard]] std::vector<Member> members() const;  ///< of an object, in order

  [[nodiscard]] std::string text() const;
  [[nodiscard]] double number() const;                            ///< finite
  [[nodiscard]] double number_in(double low, double high) const;  ///< low <= x <= high
  [[nodiscard]] std::int64_t integer() const;                     ///< written without point or exponent
  [[nodiscard]] std::int64_t integer_in(std::int64_t low, std::int64_t high) const;
  [[nodiscard]] bool flag() const;
  /// Index of the text in `words`; a mistake that lists the words otherwise (and 0).
  [[nodiscard]] std::size_t one_of(const std::vector<std::string_view>& words) const;
  /// Notes a mistake for every member whose name is not in `known`.
  void expect_only(const std::vector<std::string_view>& known) const;
  /// Notes a mistake of the caller's own at this place; the expectation is a noun, such as "at least one model".
  void reject(std::string_view expectation) const;
  [[nodiscard]] const std::string& path() const { return path_; }  ///< for example `models[2].sha256`

 private:
  Field(const Value* value, std::optional<base::Position> nearest, std::string path, Mistakes& mistakes);
  [[nodiscard]] Field child(const Value* value, std::string path) const;
  [[nodiscard]] std::string path_of(std::string_view name) const;

  const Value* value_;                     ///< nothing where the path names nothing
  std::optional<base::Position> nearest_;  ///< of the value, or of what should have held it
  std::string path_;
  Mistakes* mistakes_;
  bool silent_ = false;  ///< below a value of the wrong kind, of which the mistake is noted already
};

struct Field::Member {
  std::string name;
  Field field;
};

}  // namespace kizashi::document
