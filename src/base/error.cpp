// SPDX-License-Identifier: Apache-2.0
#include "kizashi/base/error.h"

#include "kizashi/base/check.h"

namespace kizashi::base {

namespace {

constexpr std::array words{
    std::string_view{"missing-file"},      std::string_view{"unreadable-file"},  std::string_view{"empty-file"},
    std::string_view{"not-a-video"},       std::string_view{"truncated-file"},   std::string_view{"no-video-stream"},
    std::string_view{"unsupported-codec"}, std::string_view{"no-frames"},        std::string_view{"frame-too-large"},
    std::string_view{"missing-model"},     std::string_view{"wrong-checksum"},   std::string_view{"unusable-model"},
    std::string_view{"missing-part"},      std::string_view{"invalid-document"}, std::string_view{"invalid-table"},
    std::string_view{"invalid-script"},    std::string_view{"invalid-option"},   std::string_view{"output-unwritable"},
    std::string_view{"disk-full"},         std::string_view{"encoding-failed"},  std::string_view{"missing-study"},
    std::string_view{"existing-study"},    std::string_view{"damaged-study"},    std::string_view{"newer-study"},
    std::string_view{"busy-study"},        std::string_view{"conflicting-row"},  std::string_view{"rejected-rows"},
    std::string_view{"not-permitted"},     std::string_view{"changed-clip"},     std::string_view{"unknown-person"},
    std::string_view{"interrupted"},       std::string_view{"defect"},
};
static_assert(words.size() == error_code_count, "every error code has its word");

}  // namespace

std::string_view error_word(ErrorCode code) {
  const auto idx = static_cast<std::size_t>(code);
  KIZASHI_CHECK(idx < words.size(), "an error code outside the closed list");
  return words[idx];
}

}  // namespace kizashi::base
