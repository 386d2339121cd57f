// SPDX-License-Identifier: Apache-2.0
#include "kizashi/store/test_study.h"

#include <SQLiteCpp/Database.h>
#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <random>

namespace kizashi::store {

void TestStudy::fill() {
  Change change = taken(file_.begin_change());
  fill_change(change, folder_.path());
  must(change.commit());
}

void fill_change(Change& change, const std::filesystem::path& folder, std::size_t table_bytes) {
  taken(change.add(test_person("P01")));
  taken(change.add(test_person("山田01", 3)));
  taken(change.add(test_rating("P01", "山田01")));
  taken(change.add(test_clip(clip_of("山田01"))));
  write_bytes(folder / "openface.csv", test_table(table_bytes, 1));
  write_bytes(folder / "measures.csv", test_table(table_bytes, 2));
  taken(change.add(test_measurement(clip_of("山田01")),
                   {{"openface", folder / "openface.csv"}, {"measures", folder / "measures.csv"}}));
  taken(change.add(study::Exclusion{id_of("P01"), std::nullopt, "withdrew before the end"}));
  must(change.log({"import.commit", id_of("P01"), R"({"rows":5})"}));
}

std::string test_table(std::size_t at_least_bytes, unsigned seed) {
  std::mt19937 random(seed);
  std::string table = "frame,a,b\n";
  for (int frame = 1; table.size() < at_least_bytes; ++frame) {
    table += fmt::format("{},{},{}\n", frame, random() % 1000, random() % 1000);
  }
  return table;
}

std::vector<std::string> findings(const StudyFile& file) {
  std::vector<std::string> found;
  for (const Finding& finding : taken(file.check())) found.push_back(finding.part + ": " + finding.description);
  return found;
}

std::vector<study::Rating> ratings_of(const StudyFile& file) {
  std::vector<study::Rating> ratings;
  must(file.for_each_rating([&](const study::Rating& rating) {
    ratings.push_back(rating);
    return base::Status();
  }));
  return ratings;
}

std::string table_of(const StudyFile& file, std::int64_t measurement_id, std::string_view table) {
  std::string bytes;
  must(file.read_table(measurement_id, table, [&](std::string_view piece) {
    bytes += piece;
    return base::Status();
  }));
  return bytes;
}

void run_raw_sql(const std::filesystem::path& database, const std::string& sql) {
  SQLite::Database(database.string(), SQLite::OPEN_READWRITE, 1000).exec(sql);
}

std::string read_bytes(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void write_bytes(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

}  // namespace kizashi::store
