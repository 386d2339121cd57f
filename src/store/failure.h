// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <SQLiteCpp/Exception.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include "kizashi/base/error.h"
#include "kizashi/base/result.h"

namespace kizashi::store {

/// How this folder tells itself that something from outside is wrong, beside SQLiteCpp's exceptions. Neither leaves the
/// folder: guarded() turns both into a base::Error.
class Failure : public std::runtime_error {
 public:
  explicit Failure(base::Error error) : std::runtime_error(error.message), error_(std::move(error)) {}
  [[nodiscard]] const base::Error& error() const { return error_; }

 private:
  base::Error error_;
};

/// What the study's file holds makes no sense; `what` is one clause.
[[noreturn]] void fail_damaged(const std::string& what);

/// The error of an exception of SQLite's; `file` is what the message calls the study.
base::Error error_of(const SQLite::Exception& exception, const std::filesystem::path& file);
base::Error error_of(const Failure& failure, const std::filesystem::path& file);

/// What `action` gives, a base::Result or base::Status, or the error of what it throws.
template <typename Action>
std::invoke_result_t<Action> guarded(const std::filesystem::path& file, Action action) {
  try {
    return action();
  } catch (const SQLite::Exception& exception) {
    return error_of(exception, file);
  } catch (const Failure& failure) {
    return error_of(failure, file);
  }
}

}  // namespace kizashi::store
