// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "kizashi/base/temporary_directory.h"
#include "kizashi/store/study_file.h"

namespace kizashi::store {

inline study::ParticipantId id_of(const std::string& text) { return *study::ParticipantId::of(text); }

inline study::ProtocolDocument shipped_protocol() {
  auto protocol = study::parse_protocol(study::built_in_protocols().front().text, "protocol");
  EXPECT_TRUE(protocol.ok());
  return *std::move(protocol);
}

inline study::Participant person(const std::string& id, std::optional<int> bdi2 = std::nullopt) {
  study::Participant participant{id_of(id), study::Role::both, false, {}, {}};
  if (bdi2) participant.scores.push_back({"bdi2", std::nullopt, *bdi2});
  return participant;
}

inline study::Rating rating(const std::string& rater, const std::string& ratee, double value) {
  return {id_of(rater), id_of(ratee), "friendly", value, std::nullopt, std::nullopt, std::nullopt};
}

/// A study in a folder of its own.
class StudyFileTest : public ::testing::Test {
 protected:
  StudyFileTest() : study_(make("study")) {}

  [[nodiscard]] std::filesystem::path folder(const std::string& name) const { return place_.path() / name; }

  StudyFile make(const std::string& name) const {
    auto made =
        StudyFile::create(folder(name), {"a study", std::nullopt, std::nullopt, {}, {}, {}}, shipped_protocol());
    EXPECT_TRUE(made.ok()) << (made.ok() ? "" : made.error().message);
    return *std::move(made);
  }

  /// One change with one step in it.
  template <typename Step>
  static void change(StudyFile& study, Step step) {
    auto change = study.begin_change();
    ASSERT_TRUE(change.ok()) << change.error().message;
    step(*change);
    const auto status = change->commit();
    ASSERT_TRUE(status.ok()) << status.error().message;
  }

  void add_people(StudyFile& study) const {
    change(study, [](Change& change) {
      for (const char* id : {"参加者1", "p2", "p3"}) EXPECT_TRUE(change.add(person(id, 7)).ok());
    });
  }

  /// Closes the study, does something to its file by SQL, and opens it again.
  void by_sql(const std::string& sql) {
    study_.reset();
    {
      SQLite::Database database((folder("study") / study_file_name).string(), SQLite::OPEN_READWRITE);
      database.exec("PRAGMA foreign_keys = OFF");
      database.exec(sql);
    }
    auto opened = StudyFile::open(folder("study"));
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    study_ = *std::move(opened);
  }

  StudyFile& study() { return *study_; }

  base::TemporaryDirectory place_;
  std::optional<StudyFile> study_;
};

}  // namespace kizashi::store
