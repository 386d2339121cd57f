// SPDX-License-Identifier: Apache-2.0
#include "kizashi/base/base64.h"

#include <sodium.h>

namespace kizashi::base {

std::string base64_of(std::span<const std::byte> bytes) {
  constexpr int variant = sodium_base64_VARIANT_ORIGINAL;
  std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                    variant);
  text.pop_back();  // libsodium ends it with a zero
  return text;
}

}  // namespace kizashi::base
