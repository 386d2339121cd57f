// SPDX-License-Identifier: Apache-2.0
#include "kizashi/study/audit.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <functional>
#include <map>
#include <vector>

namespace kizashi::study {
namespace {

using testing::HasSubstr;
using testing::Optional;

AuditEntry entry_after(const std::optional<AuditEntry>& before, std::string action) {
  AuditEntry entry;
  entry.number = before ? before->number + 1 : 1;
  entry.at_utc = "2026-11-23T14:05:09Z";
  entry.action = std::move(action);
  if (entry.number % 2 == 0) entry.subject = std::string(64, 'a');
  entry.details = R"({"rows": 3})";
  entry.previous = before ? before->hash : std::string(64, '0');
  entry.hash = hash_of(entry);
  return entry;
}

std::vector<AuditEntry> chain_of(int count) {
  std::vector<AuditEntry> chain;
  for (int i = 0; i < count; ++i) {
    chain.push_back(entry_after(chain.empty() ? std::optional<AuditEntry>() : chain.back(), "import.commit"));
  }
  return chain;
}

std::optional<std::string> first_break(const std::vector<AuditEntry>& chain) {
  std::optional<AuditEntry> before;
  for (const AuditEntry& entry : chain) {
    if (auto problem = why_not_next(before, entry)) return problem;
    before = entry;
  }
  return std::nullopt;
}

TEST(Audit, AnUntouchedChainHolds) {
  EXPECT_EQ(first_break(chain_of(20)), std::nullopt);
  EXPECT_EQ(first_break({}), std::nullopt);
}

TEST(Audit, EveryChangedFieldOfEveryEntryIsNoticed) {
  const std::map<std::string, std::function<void(AuditEntry&)>> changes{
      {"number", [](AuditEntry& entry) { entry.number += 1; }},
      {"at_utc", [](AuditEntry& entry) { entry.at_utc.back() = '+'; }},
      {"action", [](AuditEntry& entry) { entry.action += "x"; }},
      {"subject", [](AuditEntry& entry) { entry.subject = entry.subject ? std::optional<std::string>() : ""; }},
      {"details", [](AuditEntry& entry) { entry.details = "{}"; }},
      {"previous", [](AuditEntry& entry) { entry.previous.front() ^= 1; }},
      {"hash", [](AuditEntry& entry) { entry.hash.front() ^= 1; }}};
  for (std::size_t i = 0; i < 6; ++i) {
    for (const auto& [field, change] : changes) {
      auto chain = chain_of(6);
      change(chain[i]);
      EXPECT_TRUE(first_break(chain)) << field << " of entry " << i + 1;
    }
  }
}

TEST(Audit, ARemovedEntryIsNoticedUnlessItWasTheLast) {
  for (std::size_t i = 0; i + 1 < 6; ++i) {
    auto chain = chain_of(6);
    chain.erase(chain.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_TRUE(first_break(chain)) << "entry " << i + 1;
  }
}

TEST(Audit, TwoEntriesInTheWrongOrderAreNoticed) {
  for (std::size_t i = 0; i + 1 < 6; ++i) {
    auto chain = chain_of(6);
    std::swap(chain[i], chain[i + 1]);
    EXPECT_TRUE(first_break(chain)) << "entry " << i + 1;
  }
}

TEST(Audit, AnEntryThatWasMadeAnewBreaksTheOneAfterIt) {
  auto chain = chain_of(4);
  chain[1].details = "{}";
  chain[1].hash = hash_of(chain[1]);
  EXPECT_THAT(first_break(chain), Optional(HasSubstr("entry 3")));
}

TEST(Audit, FieldsThatRunIntoEachOtherHaveDifferentHashes) {
  AuditEntry one = chain_of(1).front();
  AuditEntry other = one;
  one.action = "study.init";
  one.at_utc = "2026";
  other.action = "init";
  other.at_utc = "2026study.";
  EXPECT_NE(hash_of(one), hash_of(other));
}

TEST(Audit, NobodyIsNotAnEmptySubject) {
  AuditEntry nobody = chain_of(1).front();
  AuditEntry somebody = nobody;
  somebody.subject = "";
  EXPECT_NE(hash_of(nobody), hash_of(somebody));
}

}  // namespace
}  // namespace kizashi::study
