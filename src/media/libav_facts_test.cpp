// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/libav_facts.h"

#include <gmock/gmock.h>

#include "kizashi/media/video_writer.h"

namespace kizashi::media {
namespace {

using testing::Field;

TEST(LibavLicence, IsTheStrictestThatTheFlagsAskFor) {
  EXPECT_EQ(licence_of("--enable-shared --enable-libvpx"), LibavLicence::lgpl);
  EXPECT_EQ(licence_of("--enable-gpl --enable-libx264"), LibavLicence::gpl);
  EXPECT_EQ(licence_of("--enable-gpl --enable-nonfree"), LibavLicence::nonfree);
  EXPECT_GT(LibavLicence::nonfree, LibavLicence::gpl);
}

TEST(LibavFacts, NameEveryLibraryWithItsVersion) {
  const LibavFacts facts = libav_facts();
  ASSERT_EQ(facts.libraries.size(), 5U);
  for (const LibraryVersion& library : facts.libraries) {
    EXPECT_THAT(library.version, testing::MatchesRegex("[0-9]+\\.[0-9]+\\.[0-9]+")) << library.name;
  }
  EXPECT_FALSE(facts.release.empty());
}

TEST(LibavFacts, TheSystemsBuildReadsWhatPeopleRecordAndWritesVp9) {
  EXPECT_THAT(libav_facts().missing_decoders, testing::IsEmpty());
  EXPECT_TRUE(can_encode(VideoCodec::vp9));
}

}  // namespace
}  // namespace kizashi::media
