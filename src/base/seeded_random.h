// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string_view>
#include <utility>
#include <vector>

#include "kizashi/base/check.h"

namespace kizashi::base {

/// Pseudo-random numbers that are the same with every compiler and library, unlike the standard's own distributions.
/// Never for keys or secrets.
class SeededRandom {
 public:
  /// Each stream of a seed, and each number of a stream, is a sequence of its own: what is drawn from one does not
  /// change another.
  explicit SeededRandom(std::uint64_t seed, std::string_view stream = {}, std::uint64_t number = 0);

  /// Evenly between 0 and 1, neither of which it reaches.
  double share();
  /// Evenly between two numbers.
  double between(double low, double high) { return low + (high - low) * share(); }
  /// Evenly among 0, 1, ... `count` - 1; a contract: there is one.
  std::uint64_t below(std::uint64_t count);
  /// Evenly among whole numbers, both ends included.
  int integer_between(int low, int high);

  /// Puts items into an order of chance (Fisher and Yates; Durstenfeld 1964).
  template <typename T>
  void shuffle(std::vector<T>& items) {
    for (std::size_t left = items.size(); left > 1; --left) std::swap(items[left - 1], items[below(left)]);
  }
  /// Which `chosen` of `count` things, in rising order, every choice as likely as any other (Knuth, selection
  /// sampling).
  std::vector<std::size_t> choose(std::size_t chosen, std::size_t count);

 private:
  std::mt19937_64 engine_;
};

}  // namespace kizashi::base
