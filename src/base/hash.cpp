// SPDX-License-Identifier: Apache-2.0
#include "kizashi/base/hash.h"

#include <fmt/format.h>
#include <sodium.h>

#include <fstream>
#include <new>
#include <vector>

namespace kizashi::base {

namespace {

static_assert(sizeof(crypto_hash_sha256_state) <= 128 && alignof(crypto_hash_sha256_state) <= 64);

crypto_hash_sha256_state* as_state(std::array<std::byte, 128>& storage) {
  return std::launder(reinterpret_cast<crypto_hash_sha256_state*>(storage.data()));
}

unsigned char* as_bytes(Bytes32& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

std::string to_hex(std::span<const unsigned char> digest) {
  std::string hex;
  for (const unsigned char byte : digest) hex += fmt::format("{:02x}", byte);
  return hex;
}

}  // namespace

Sha256::Sha256() {
  ::new (state_.data()) crypto_hash_sha256_state;
  crypto_hash_sha256_init(as_state(state_));
}

void Sha256::update(std::span<const std::byte> bytes) {
  crypto_hash_sha256_update(as_state(state_), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

std::string Sha256::finish() {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256_final(as_state(state_), digest.data());
  return to_hex(digest);
}

std::string sha256_of(std::string_view text) {
  Sha256 hash;
  hash.update(std::as_bytes(std::span(text)));
  return hash.finish();
}

Bytes32 blake2b_of(std::string_view text) {
  Bytes32 digest{};
  crypto_generichash(as_bytes(digest), digest.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                     nullptr, 0);
  return digest;
}

std::string keyed_hash_of(std::string_view text, const Bytes32& key) {
  std::array<unsigned char, 32> digest{};
  crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                     reinterpret_cast<const unsigned char*>(key.data()), key.size());
  return to_hex(digest);
}

Bytes32 random_bytes32() {
  KIZASHI_CHECK(sodium_init() >= 0, "a source of randomness");
  Bytes32 bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

Result<std::string> sha256_of_file(const std::filesystem::path& path) {
  if (!std::filesystem::exists(path)) {
    return Error{ErrorCode::missing_file, fmt::format("{}: no such file", path.string())};
  }
  std::ifstream stream(path, std::ios::binary);
  std::vector<char> piece(std::size_t{1} << 20U);
  Sha256 hash;
  while (stream) {
    stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    hash.update(std::as_bytes(std::span(piece.data(), static_cast<std::size_t>(stream.gcount()))));
  }
  if (!stream.eof()) return Error{ErrorCode::unreadable_file, fmt::format("{}: cannot be read", path.string())};
  return hash.finish();
}

}  // namespace kizashi::base
