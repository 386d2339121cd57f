// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kizashi/base/hash.h"
#include "kizashi/base/temporary_directory.h"
#include "kizashi/store/study_file.h"

namespace kizashi::store {

/// A value that must be there.
template <typename T>
T taken(base::Result<T> result) {
  if (!result.ok()) throw std::runtime_error(result.error().message);
  return *std::move(result);
}

inline void must(const base::Status& status) {
  if (!status.ok()) throw std::runtime_error(status.error().message);
}

inline study::ParticipantId id_of(std::string_view text) { return study::ParticipantId::of(text).value(); }

/// A protocol that only the store looks at.
inline study::ProtocolDocument test_protocol(const std::string& id = "test") {
  study::ProtocolDocument document;
  document.protocol.id = id;
  document.canonical = R"({"id":")" + id + R"("})";
  document.sha256 = base::sha256_of(document.canonical);
  return document;
}

inline study::StudyFacts test_facts() {
  return {.title = "表情の研究",
          .setting = study::Setting::simulated,
          .place = study::Place::jp,
          .ethics_id = "2026-001",
          .until_date = "2027-03-31",
          .responsible = std::nullopt};
}

inline study::Participant test_person(std::string_view id, int total = 12) {
  return {.id = id_of(id),
          .role = study::Role::both,
          .is_simulated = true,
          .scores = {{"bdi2", std::nullopt, total}, {"bdi2", 1, 2}},
          .attributes = {{"age", "20"}, {"学年", "三年"}}};
}

inline study::Rating test_rating(std::string_view rater, std::string_view ratee, const std::string& item = "friendly") {
  return {id_of(rater), id_of(ratee), item, 4.5, 3, 812.5, "2026-11-23T14:05:09+09:00"};
}

inline study::ClipKey clip_of(std::string_view id, int take = 1, study::ClipKind kind = study::ClipKind::main) {
  return {id_of(id), 1, take, kind};
}

inline study::Clip test_clip(const study::ClipKey& key) {
  const std::string file = study::stem_of(key) + ".mp4";
  return {key, "clips/" + file, base::sha256_of(file)};
}

inline study::Measurement test_measurement(const study::ClipKey& key, const std::string& version = "1") {
  return {key,
          study::Origin::measured,
          R"({"version":")" + version + R"("})",
          R"({"summary":{}})",
          {{"AU12", study::Measure::intensity, study::Segment::whole, 1.25, 300},
           {"AU01", study::Measure::presence, study::Segment::silent, 0.5, std::nullopt}}};
}

/// A study in a folder of its own, gone with it.
class TestStudy {
 public:
  TestStudy() : file_(taken(StudyFile::create(path(), test_facts(), test_protocol()))) {}

  [[nodiscard]] std::filesystem::path path() const { return folder_.path() / "study"; }
  [[nodiscard]] std::filesystem::path database() const { return path() / study_file_name; }
  [[nodiscard]] const std::filesystem::path& outside() const { return folder_.path(); }
  StudyFile& file() { return file_; }
  StudyFile reopened() const { return taken(StudyFile::open(path())); }

  /// Adds rows in one change that is committed.
  template <typename... Rows>
  void add(const Rows&... rows) {
    Change change = taken(file_.begin_change());
    (taken(change.add(rows)), ...);
    must(change.commit());
  }

  /// Two people, a rating, a clip with a measurement of two tables, an exclusion, a line of the log.
  void fill();

 private:
  base::TemporaryDirectory folder_;
  StudyFile file_;
};

/// Every part of the study once; tables of `table_bytes` each.
void fill_change(Change& change, const std::filesystem::path& folder, std::size_t table_bytes = 300'000);

/// Lines that look like a table of numbers; the same for the same seed.
std::string test_table(std::size_t at_least_bytes, unsigned seed);

/// Descriptions of what check() finds.
std::vector<std::string> findings(const StudyFile& file);
std::vector<study::Rating> ratings_of(const StudyFile& file);
std::string table_of(const StudyFile& file, std::int64_t measurement_id, std::string_view table);

/// Runs SQL on a database as another program would.
void run_raw_sql(const std::filesystem::path& database, const std::string& sql);

std::string read_bytes(const std::filesystem::path& path);
void write_bytes(const std::filesystem::path& path, std::string_view bytes);

}  // namespace kizashi::store
