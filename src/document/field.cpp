// SPDX-License-Identifier: Apache-2.0
#include "kizashi/document/field.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kizashi::document {

namespace {

constexpr std::size_t listed_mistakes = 10;

bool contains(const std::vector<std::string_view>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

Mistakes::Mistakes(std::string document_name) : document_name_(std::move(document_name)) {}

void Mistakes::add(const std::string& path, std::optional<base::Position> position, std::string_view mistake) {
  if (paths_.insert(path).second) mistakes_.push_back({path, position, std::string(mistake)});
}

base::Status Mistakes::status() const {
  if (mistakes_.empty()) return {};
  std::string message = document_name_ + ": ";
  for (std::size_t idx = 0; idx < std::min(mistakes_.size(), listed_mistakes); ++idx) {
    const Mistake& mistake = mistakes_[idx];
    if (idx > 0) message += "; ";
    if (mistake.position) message += fmt::format("{}:{}: ", mistake.position->line, mistake.position->column);
    message += fmt::format("{}: {}", mistake.path.empty() ? "the document" : mistake.path, mistake.description);
  }
  if (mistakes_.size() > listed_mistakes) message += fmt::format("; and {} more", mistakes_.size() - listed_mistakes);
  return base::Error{base::ErrorCode::invalid_document, std::move(message), mistakes_.front().position};
}

Field::Field(const Value& root, Mistakes& mistakes) : Field(&root, root.position(), "", mistakes) {}

Field::Field(const Value* value, std::optional<base::Position> nearest, std::string path, Mistakes& mistakes)
    : value_(value), nearest_(nearest), path_(std::move(path)), mistakes_(&mistakes) {}

Field Field::child(const Value* value, std::string path) const {
  const bool has_place = value != nullptr && value->position().has_value();
  Field field(value, has_place ? value->position() : nearest_, std::move(path), *mistakes_);
  field.silent_ = silent_;
  return field;
}

std::string Field::path_of(std::string_view name) const {
  return path_.empty() ? std::string(name) : fmt::format("{}.{}", path_, name);
}

bool Field::present() const { return value_ != nullptr && !value_->is_null(); }

Field Field::operator[](std::string_view name) const {
  const bool wrong_kind = present() && value_->as_members() == nullptr;
  if (wrong_kind) reject("an object");
  Field field = child(present() ? value_->find(name) : nullptr, path_of(name));
  field.silent_ = silent_ || wrong_kind;
  return field;
}

std::vector<Field> Field::items() const {
  const Items* items = present() ? value_->as_items() : nullptr;
  if (items == nullptr) {
    reject("an array");
    return {};
  }
  std::vector<Field> fields;
  fields.reserve(items->size());
  for (const Value& item : *items) fields.push_back(child(&item, fmt::format("{}[{}]", path_, fields.size())));
  return fields;
}

std::vector<Field::Member> Field::members() const {
  const Members* members = present() ? value_->as_members() : nullptr;
  if (members == nullptr) {
    reject("an object");
    return {};
  }
  std::vector<Member> fields;
  fields.reserve(members->size());
  for (const auto& [name, value] : *members) fields.push_back({name, child(&value, path_of(name))});
  return fields;
}

std::string Field::text() const {
  if (const auto* text = present() ? value_->as_text() : nullptr) return *text;
  reject("a text");
  return {};
}

double Field::number() const {
  const auto number = present() ? value_->as_number() : std::nullopt;
  if (number && std::isfinite(*number)) return *number;
  reject("a number");
  return 0.0;
}

double Field::number_in(double low, double high) const {
  const auto number = present() ? value_->as_number() : std::nullopt;
  if (number && low <= *number && *number <= high) return *number;
  reject(fmt::format("a number from {} to {}", low, high));
  return 0.0;
}

std::int64_t Field::integer() const {
  if (const auto* integer = present() ? value_->as_integer() : nullptr) return *integer;
  reject("a whole number");
  return 0;
}

std::int64_t Field::integer_in(std::int64_t low, std::int64_t high) const {
  const auto* integer = present() ? value_->as_integer() : nullptr;
  if (integer != nullptr && low <= *integer && *integer <= high) return *integer;
  reject(fmt::format("a whole number from {} to {}", low, high));
  return 0;
}

bool Field::flag() const {
  if (const auto* flag = present() ? value_->as_flag() : nullptr) return *flag;
  reject("true or false");
  return false;
}

std::size_t Field::one_of(const std::vector<std::string_view>& words) const {
  const auto* text = present() ? value_->as_text() : nullptr;
  const auto found = text == nullptr ? words.end() : std::find(words.begin(), words.end(), *text);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  reject(fmt::format("one of: {}", fmt::join(words, ", ")));
  return 0;
}

void Field::expect_only(const std::vector<std::string_view>& known) const {
  for (const auto& member : members()) {
    if (!contains(known, member.name)) {
      member.field.reject(fmt::format("another name here, one of: {}", fmt::join(known, ", ")));
    }
  }
}

void Field::reject(std::string_view expectation) const {
  if (silent_) return;
  mistakes_->add(path_, nearest_, fmt::format("{}expected {}", value_ == nullptr ? "missing; " : "", expectation));
}

}  // namespace kizashi::document
