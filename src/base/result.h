// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>
#include <variant>

#include "kizashi/base/check.h"
#include "kizashi/base/error.h"

namespace kizashi::base {

/// A value, or why there is none. The answer of every function that takes something from outside.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : content_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : content_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return content_.index() == 0; }

  T& operator*() & { return value(); }
  const T& operator*() const& { return const_cast<Result*>(this)->value(); }
  T&& operator*() && { return std::move(value()); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &const_cast<Result*>(this)->value(); }

  [[nodiscard]] const Error& error() const {
    KIZASHI_CHECK(!ok(), "the error of a result that holds a value");
    return *std::get_if<1>(&content_);
  }

 private:
  T& value() {
    KIZASHI_CHECK(ok(), "the value of a result that holds an error");
    return *std::get_if<0>(&content_);
  }

  std::variant<T, Error> content_;
};

struct Done {};

/// Success, or why not.
class [[nodiscard]] Status : public Result<Done> {
 public:
  Status() : Result<Done>(Done{}) {}
  Status(Error error) : Result<Done>(std::move(error)) {}  // NOLINT(google-explicit-constructor)
};

}  // namespace kizashi::base
