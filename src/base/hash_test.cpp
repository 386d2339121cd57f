// SPDX-License-Identifier: Apache-2.0
#include "kizashi/base/hash.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>

#include "kizashi/base/temporary_directory.h"

namespace kizashi::base {
namespace {

// The one-block example of FIPS 180-2, appendix B.1.
constexpr std::string_view digest_of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

TEST(Sha256, OfAbcIsTheStandardsExample) { EXPECT_EQ(sha256_of("abc"), digest_of_abc); }

TEST(Sha256, DoesNotDependOnHowTheBytesArrive) {
  Sha256 hash;
  for (const char letter : {'a', 'b', 'c'}) hash.update(std::as_bytes(std::span(&letter, 1)));
  EXPECT_EQ(hash.finish(), digest_of_abc);
}

TEST(Sha256, OfAFileIsThatOfItsBytes) {
  const TemporaryDirectory folder;
  std::ofstream(folder.path() / "abc") << "abc";
  const auto digest = sha256_of_file(folder.path() / "abc");
  ASSERT_TRUE(digest.ok());
  EXPECT_EQ(*digest, digest_of_abc);
}

TEST(Sha256, OfAMissingFileIsAnError) {
  const auto digest = sha256_of_file("/nowhere/at/all");
  ASSERT_FALSE(digest.ok());
  EXPECT_EQ(digest.error().code, ErrorCode::missing_file);
}

// RFC 7693 gives BLAKE2b-512 alone; these are from Python's hashlib.blake2b(b"abc", digest_size=32[,
// key=bytes(range(32))]).
constexpr std::string_view blake2b_of_abc = "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319";
constexpr std::string_view keyed_hash_of_abc = "d63a32d3e44738d7907f964316c241adaba0abfeabc32349677578a15a203f7f";

Bytes32 counting_key() {
  Bytes32 key{};
  for (std::size_t i = 0; i < key.size(); ++i) key[i] = static_cast<std::byte>(i);
  return key;
}

TEST(Blake2b, OfAbcIsWhatAnotherImplementationGives) {
  std::string hex;
  for (const std::byte byte : blake2b_of("abc")) hex += fmt::format("{:02x}", static_cast<unsigned>(byte));
  EXPECT_EQ(hex, blake2b_of_abc);
}

TEST(KeyedHash, OfAbcIsWhatAnotherImplementationGives) {
  EXPECT_EQ(keyed_hash_of("abc", counting_key()), keyed_hash_of_abc);
}

TEST(KeyedHash, IsAnotherUnderAnotherKey) {
  EXPECT_NE(keyed_hash_of("abc", counting_key()), keyed_hash_of("abc", Bytes32{}));
}

TEST(RandomBytes, DifferEveryTime) { EXPECT_NE(random_bytes32(), random_bytes32()); }

}  // namespace
}  // namespace kizashi::base
