// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kizashi/store/test_study.h"

namespace kizashi::store {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

bool adopt(TestStudy& study, const std::string& id) {
  Change change = taken(study.file().begin_change());
  const bool is_new = taken(change.adopt(test_protocol(id)));
  must(change.commit());
  return is_new;
}

bool lock(TestStudy& study) {
  Change change = taken(study.file().begin_change());
  const bool is_new = taken(change.lock_protocol());
  must(change.commit());
  return is_new;
}

TEST(Protocols, AreVersionsOneAfterAnother) {
  TestStudy study;
  EXPECT_FALSE(adopt(study, "test"));
  EXPECT_TRUE(adopt(study, "second"));
  EXPECT_TRUE(adopt(study, "test")) << "going back is a change too";
  const auto versions = taken(study.file().protocol_versions());
  ASSERT_THAT(versions, SizeIs(3));
  EXPECT_EQ(versions[1].canonical, test_protocol("second").canonical);
}

TEST(Protocols, AreLockedOnceAndAfterwardsOnlyFollowed) {
  TestStudy study;
  EXPECT_TRUE(lock(study));
  EXPECT_FALSE(lock(study));
  EXPECT_TRUE(adopt(study, "later"));
  const auto versions = taken(study.file().protocol_versions());
  ASSERT_THAT(versions, SizeIs(2));
  EXPECT_TRUE(versions[0].locked_utc.has_value());
  EXPECT_FALSE(versions[1].locked_utc.has_value());
  EXPECT_THAT(findings(study.file()), IsEmpty());
}

TEST(Protocols, OfAnExportComeBackAsTheyWere) {
  TestStudy study;
  const ProtocolVersion first{test_protocol("a").canonical, test_protocol("a").sha256, "2026-01-01T00:00:00Z",
                              "2026-01-02T00:00:00Z"};
  const ProtocolVersion second{test_protocol("b").canonical, test_protocol("b").sha256, "2026-01-03T00:00:00Z", {}};
  Change change = taken(study.file().begin_change());
  must(change.restore({first, second}));
  must(change.commit());
  const auto versions = taken(study.file().protocol_versions());
  ASSERT_THAT(versions, SizeIs(2));
  EXPECT_EQ(versions[0].locked_utc, first.locked_utc);
  EXPECT_EQ(versions[1].adopted_utc, second.adopted_utc);
  EXPECT_THAT(findings(study.file()), IsEmpty());
}

}  // namespace
}  // namespace kizashi::store
