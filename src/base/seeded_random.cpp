// SPDX-License-Identifier: Apache-2.0
#include "kizashi/base/seeded_random.h"

#include <limits>

namespace kizashi::base {

namespace {

/// FNV-1a, 64 bits: tells the names of streams apart.
std::uint64_t number_of(std::string_view name) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char letter : name) hash = (hash ^ static_cast<unsigned char>(letter)) * 1099511628211ULL;
  return hash;
}

std::mt19937_64 engine_of(std::uint64_t seed, std::uint64_t stream, std::uint64_t number) {
  const auto low = [](std::uint64_t word) { return static_cast<std::uint32_t>(word); };
  const auto high = [](std::uint64_t word) { return static_cast<std::uint32_t>(word >> 32U); };
  std::seed_seq words{low(seed), high(seed), low(stream), high(stream), low(number), high(number)};
  return std::mt19937_64(words);
}

}  // namespace

SeededRandom::SeededRandom(std::uint64_t seed, std::string_view stream, std::uint64_t number)
    : engine_(engine_of(seed, number_of(stream), number)) {}

double SeededRandom::share() {
  constexpr double steps = 9007199254740992.0;  // 2^53
  // Halves of a step have no place beside the largest values of 53 bits: one bit less keeps both ends out.
  return (2.0 * static_cast<double>(engine_() >> 12U) + 1.0) / steps;
}

std::uint64_t SeededRandom::below(std::uint64_t count) {
  KIZASHI_CHECK(count > 0, "something to draw from");
  constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();
  // What is beyond the last whole round would make the first ones likelier.
  const std::uint64_t beyond = largest - largest % count;
  std::uint64_t drawn = engine_();
  while (drawn >= beyond) drawn = engine_();
  return drawn % count;
}

int SeededRandom::integer_between(int low, int high) {
  KIZASHI_CHECK(low <= high, "a range");
  return low + static_cast<int>(below(static_cast<std::uint64_t>(static_cast<std::int64_t>(high) - low + 1)));
}

std::vector<std::size_t> SeededRandom::choose(std::size_t chosen, std::size_t count) {
  KIZASHI_CHECK(chosen <= count, "no more than there are");
  std::vector<std::size_t> indices;
  indices.reserve(chosen);
  for (std::size_t idx = 0; idx < count && indices.size() < chosen; ++idx) {
    if (below(count - idx) < chosen - indices.size()) indices.push_back(idx);
  }
  return indices;
}

}  // namespace kizashi::base
