// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <source_location>
#include <stdexcept>
#include <string_view>

namespace kizashi::base {

/// Thrown when a caller breaks a function's contract. Never the answer to bad outside input.
class ContractViolation : public std::logic_error {
  using std::logic_error::logic_error;
};

/// Throws ContractViolation with the place, the condition and what it protects.
[[noreturn]] void fail_check(std::string_view condition, std::string_view reason, const std::source_location& place);

}  // namespace kizashi::base

/// Throws base::ContractViolation unless `condition` holds; `reason` says what the condition protects.
#define KIZASHI_CHECK(condition, reason) \
  ((condition) ? static_cast<void>(0)    \
               : ::kizashi::base::fail_check(#condition, reason, std::source_location::current()))
