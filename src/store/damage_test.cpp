// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <random>

#include "kizashi/store/test_study.h"

namespace kizashi::store {
namespace {

namespace fs = std::filesystem;

/// Everything that can be read of a study, in one text; nothing where reading fails, which is as good as a finding.
std::optional<std::string> everything_in(const StudyFile& file) {
  const auto content = file.content_sha256();
  const auto log = file.audit_log();
  const auto measurements = file.measurements();
  if (!content.ok() || !log.ok() || !measurements.ok()) return std::nullopt;
  std::string all = *content;
  for (const study::AuditEntry& entry : *log) all += study::hash_of(entry);
  for (const StoredMeasurement& stored : *measurements) {
    for (const std::string& table : stored.tables) {
      const auto read = file.read_table(stored.id, table, [&](std::string_view piece) {
        all += piece;
        return base::Status();
      });
      if (!read.ok()) return std::nullopt;
    }
  }
  return all;
}

enum class Seen { refused, found, harmless };

/// Opens a study's damaged bytes; fails the test where the content is another one and nobody says so.
Seen look_at(const fs::path& folder, std::string_view bytes, const std::string& original) {
  write_bytes(folder / study_file_name, bytes);
  const auto file = StudyFile::open(folder);
  if (!file.ok()) return Seen::refused;
  const auto content = everything_in(*file);
  const auto found = file->check();
  if (!found.ok() || !found->empty()) return Seen::found;
  EXPECT_EQ(content, original) << "changed content passed the check";
  return Seen::harmless;
}

class DamagedStudy : public testing::Test {
 protected:
  DamagedStudy() {
    {
      StudyFile file = taken(StudyFile::create(folder_.path() / "whole", test_facts(), test_protocol()));
      Change change = taken(file.begin_change());
      fill_change(change, folder_.path(), 20'000);
      for (int i = 0; i < 40; ++i) taken(change.add(test_rating("P01", "山田01", fmt::format("item-{}", i))));
      must(change.commit());
      original_ = everything_in(file).value();
    }
    bytes_ = read_bytes(folder_.path() / "whole" / study_file_name);
    fs::create_directory(damaged_);
  }
  Seen look(std::string_view bytes) {
    for (const char* ending : {"-wal", "-shm"}) fs::remove(damaged_ / (std::string(study_file_name) + ending));
    return look_at(damaged_, bytes, original_);
  }

  base::TemporaryDirectory folder_;
  fs::path damaged_ = folder_.path() / "damaged";
  std::string bytes_;
  std::string original_;
};

TEST_F(DamagedStudy, IsNeverTakenForAWholeOneAfterABitFlipped) {
  std::mt19937 random(20261123);
  int noticed = 0;
  constexpr int rounds = 600;
  for (int round = 0; round < rounds; ++round) {
    std::string damaged = bytes_;
    const std::size_t at = random() % damaged.size();
    damaged[at] = static_cast<char>(static_cast<unsigned char>(damaged[at]) ^ (1U << (random() % 8U)));
    SCOPED_TRACE(fmt::format("byte {}", at));
    noticed += look(damaged) == Seen::harmless ? 0 : 1;
  }
  EXPECT_GT(noticed, rounds / 10) << "the file is not only empty space";
}

TEST_F(DamagedStudy, IsNeverTakenForAWholeOneAfterAPageIsLost) {
  constexpr std::size_t page_bytes = 4096;
  for (std::size_t page = 0; page * page_bytes < bytes_.size(); ++page) {
    std::string damaged = bytes_;
    std::fill_n(damaged.begin() + static_cast<std::ptrdiff_t>(page * page_bytes), page_bytes, '\0');
    SCOPED_TRACE(fmt::format("page {}", page));
    look(damaged);
  }
}

TEST_F(DamagedStudy, IsRefusedWhenItIsCutOff) {
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    const std::size_t length = random() % bytes_.size();
    SCOPED_TRACE(fmt::format("{} of {} bytes", length, bytes_.size()));
    EXPECT_NE(look(std::string_view(bytes_).substr(0, length)), Seen::harmless);
  }
}

TEST_F(DamagedStudy, IsNeverTakenForAWholeOneAfterBytesWereShuffled) {
  std::mt19937 random(11);
  for (int round = 0; round < 200; ++round) {
    std::string damaged = bytes_;
    const std::size_t length = 1 + random() % 64;
    const std::size_t from = random() % (damaged.size() - length);
    const std::size_t to = random() % (damaged.size() - length);
    damaged.replace(to, length, bytes_.substr(from, length));
    SCOPED_TRACE(fmt::format("{} bytes of {} over {}", length, from, to));
    look(damaged);
  }
}

}  // namespace
}  // namespace kizashi::store
