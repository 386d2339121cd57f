// SPDX-License-Identifier: Apache-2.0
#include "kizashi/document/value.h"

#include <algorithm>
#include <limits>

#include "kizashi/base/check.h"

namespace kizashi::document {

Value::Value(bool flag) : content_(flag) {}
Value::Value(std::int64_t integer) : content_(integer) {}
Value::Value(int integer) : content_(std::int64_t{integer}) {}
Value::Value(std::size_t integer) : content_(static_cast<std::int64_t>(integer)) {
  KIZASHI_CHECK(integer <= static_cast<std::size_t>(std::numeric_limits<std::int64_t>::max()), "integers have 64 bits");
}
Value::Value(double number) : content_(number) {}
Value::Value(std::string text) : content_(std::move(text)) {}
Value::Value(std::string_view text) : content_(std::string(text)) {}
Value::Value(const char* text) : content_(std::string(text)) {}
Value::Value(std::optional<double> number) {
  if (number) content_ = *number;
}

Value Value::object() { return object(Members{}); }

Value Value::object(Members members) {
  Value value;
  value.content_ = std::move(members);
  return value;
}

Value Value::array() { return array(Items{}); }

Value Value::array(Items items) {
  Value value;
  value.content_ = std::move(items);
  return value;
}

Value& Value::set(std::string name, Value value) {
  auto* members = std::get_if<Members>(&content_);
  KIZASHI_CHECK(members != nullptr, "only an object has members");
  KIZASHI_CHECK(find(name) == nullptr, "a name stands once");
  members->emplace_back(std::move(name), std::move(value));
  return *this;
}

Value& Value::push(Value value) {
  auto* items = std::get_if<Items>(&content_);
  KIZASHI_CHECK(items != nullptr, "only an array has items");
  items->push_back(std::move(value));
  return *this;
}

bool Value::is_null() const { return std::holds_alternative<std::monostate>(content_); }
const bool* Value::as_flag() const { return std::get_if<bool>(&content_); }
const std::int64_t* Value::as_integer() const { return std::get_if<std::int64_t>(&content_); }

std::optional<double> Value::as_number() const {
  if (const auto* integer = as_integer()) return static_cast<double>(*integer);
  if (const auto* number = std::get_if<double>(&content_)) return *number;
  return std::nullopt;
}

const std::string* Value::as_text() const { return std::get_if<std::string>(&content_); }
const Items* Value::as_items() const { return std::get_if<Items>(&content_); }
const Members* Value::as_members() const { return std::get_if<Members>(&content_); }

const Value* Value::find(std::string_view name) const {
  const auto* members = as_members();
  if (members == nullptr) return nullptr;
  const auto found =
      std::find_if(members->begin(), members->end(), [&](const auto& member) { return member.first == name; });
  return found == members->end() ? nullptr : &found->second;
}

bool Value::operator==(const Value& other) const { return content_ == other.content_; }

}  // namespace kizashi::document
