// SPDX-License-Identifier: Apache-2.0
#include "kizashi/base/hash.h"

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

}  // namespace
}  // namespace kizashi::base
