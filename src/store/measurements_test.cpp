// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kizashi/store/test_study.h"

namespace kizashi::store {
namespace {

using base::ErrorCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class Measurements : public testing::Test {
 protected:
  Measurements() { study_.add(test_person("山田01")); }

  base::Result<Added> add(const study::Measurement& measurement, const std::vector<TableFile>& tables = {}) {
    Change change = taken(study_.file().begin_change());
    auto added = change.add(measurement, tables);
    must(change.commit());
    return added;
  }
  TableFile table(const std::string& name, std::string_view bytes) {
    write_bytes(study_.outside() / name, bytes);
    return {name, study_.outside() / name};
  }
  /// Provenances of those that are current.
  std::vector<std::string> current() {
    std::vector<std::string> found;
    for (const StoredMeasurement& stored : taken(study_.file().measurements())) {
      if (stored.is_current) found.push_back(stored.provenance);
    }
    return found;
  }

  TestStudy study_;
  study::Measurement measurement_ = test_measurement(clip_of("山田01"));
};

TEST_F(Measurements, ComeBackWithTheirValuesInOrder) {
  EXPECT_EQ(taken(add(measurement_)), Added::added);
  const auto stored = taken(study_.file().measurements());
  ASSERT_THAT(stored, SizeIs(1));
  EXPECT_EQ(stored[0].key, measurement_.key);
  EXPECT_EQ(stored[0].provenance, measurement_.provenance);
  const study::Measurement read = taken(study_.file().measurement(stored[0].id));
  EXPECT_EQ(read.sidecar, measurement_.sidecar);
  EXPECT_THAT(read.values, ElementsAre(measurement_.values[1], measurement_.values[0]));
  EXPECT_THAT(findings(study_.file()), IsEmpty());
}

TEST_F(Measurements, GiveBackTablesOfAnyLengthToTheByte) {
  const std::string large = test_table(5'000'000, 3);
  const std::vector<TableFile> tables = {table("openface", large), table("measures", ""),
                                         table("source", "\xEF\xBB\xBF表\r\n")};
  taken(add(measurement_, tables));
  const StoredMeasurement stored = taken(study_.file().measurements())[0];
  EXPECT_THAT(stored.tables, ElementsAre("measures", "openface", "source"));
  EXPECT_TRUE(table_of(study_.file(), stored.id, "openface") == large);
  EXPECT_EQ(table_of(study_.file(), stored.id, "measures"), "");
  EXPECT_EQ(table_of(study_.file(), stored.id, "source"), "\xEF\xBB\xBF表\r\n");
  EXPECT_LT(std::filesystem::file_size(study_.database()), large.size());
}

TEST_F(Measurements, OfTheSameProvenanceAreOne) {
  taken(add(measurement_));
  EXPECT_EQ(taken(add(measurement_)), Added::already_there);
  EXPECT_THAT(taken(study_.file().measurements()), SizeIs(1));
}

TEST_F(Measurements, KeepOlderOnesBesideTheCurrentOne) {
  const auto newer = test_measurement(clip_of("山田01"), "2");
  taken(add(measurement_));
  EXPECT_EQ(taken(add(newer)), Added::added);
  EXPECT_THAT(current(), ElementsAre(newer.provenance));
  EXPECT_THAT(taken(study_.file().measurements()), SizeIs(2));
  EXPECT_EQ(taken(add(measurement_)), Added::already_there);
  EXPECT_THAT(current(), ElementsAre(measurement_.provenance)) << "what was added last is current";
  EXPECT_THAT(findings(study_.file()), IsEmpty());
}

TEST_F(Measurements, OfEachOriginHaveACurrentOne) {
  study::Measurement imported = test_measurement(clip_of("山田01"), "openface");
  imported.origin = study::Origin::openface_csv;
  taken(add(imported));
  taken(add(measurement_));
  EXPECT_THAT(current(), ElementsAre(measurement_.provenance, imported.provenance));
}

TEST_F(Measurements, OfEachOtherToolHaveACurrentOne) {
  study::Measurement one = test_measurement(clip_of("山田01"), "same");
  one.origin = study::Origin::other_tool;
  one.tool = "py-feat";
  study::Measurement two = one;
  two.tool = "libreface";
  EXPECT_EQ(taken(add(one)), Added::added);
  EXPECT_EQ(taken(add(two)), Added::added);
  EXPECT_EQ(taken(add(one)), Added::already_there);
  EXPECT_THAT(current(), SizeIs(2));
  const auto stored = taken(study_.file().measurements());
  EXPECT_EQ(stored[0].tool, "libreface");
  EXPECT_EQ(taken(study_.file().measurement(stored[1].id)).tool, "py-feat");
  EXPECT_THAT(findings(study_.file()), IsEmpty());
}

TEST_F(Measurements, OfAnotherToolWithoutItsNameAreABrokenContract) {
  study::Measurement nameless = test_measurement(clip_of("山田01"));
  nameless.origin = study::Origin::other_tool;
  EXPECT_ANY_THROW(static_cast<void>(add(nameless)));
  EXPECT_THAT(taken(study_.file().measurements()), IsEmpty());
}

TEST_F(Measurements, WithoutOneOfTheirTablesAreNotThere) {
  taken(add(measurement_));
  Change change = taken(study_.file().begin_change());
  const auto added = change.add(test_measurement(clip_of("山田01"), "2"),
                                {table("openface", "frame\n1\n"), {"measures", study_.outside() / "nowhere"}});
  ASSERT_FALSE(added.ok());
  EXPECT_EQ(added.error().code, ErrorCode::missing_file);
  taken(change.add(test_person("P02")));
  must(change.commit());
  EXPECT_THAT(taken(study_.file().measurements()), SizeIs(1));
  EXPECT_THAT(current(), ElementsAre(measurement_.provenance));
  EXPECT_THAT(taken(study_.file().participants()), SizeIs(2)) << "the change went on";
  EXPECT_THAT(findings(study_.file()), IsEmpty());
}

TEST_F(Measurements, OfNobodyAreRefused) {
  const auto added = add(test_measurement(clip_of("nobody")));
  ASSERT_FALSE(added.ok());
  EXPECT_EQ(added.error().code, ErrorCode::unknown_person);
}

TEST_F(Measurements, StopWhenTheReaderOfATableFails) {
  taken(add(measurement_, {table("openface", test_table(1'000'000, 4))}));
  int pieces = 0;
  const auto read = study_.file().read_table(1, "openface", [&](std::string_view) -> base::Status {
    ++pieces;
    return base::Error{ErrorCode::disk_full, "no more"};
  });
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().code, ErrorCode::disk_full);
  EXPECT_EQ(pieces, 1);
}

/// What the reader of a table and the check say after `sql` has been run.
void expect_damage(TestStudy& study, const std::string& sql) {
  run_raw_sql(study.database(), sql);
  const auto read = study.file().read_table(1, "openface", [](std::string_view) { return base::Status(); });
  ASSERT_FALSE(read.ok()) << sql;
  EXPECT_EQ(read.error().code, ErrorCode::damaged_study) << sql;
  EXPECT_THAT(findings(study.file()), testing::Contains(HasSubstr("measurement: "))) << sql;
}

TEST_F(Measurements, NoticeATableOfOtherBytes) {
  taken(add(measurement_, {table("openface", test_table(100'000, 5)), table("measures", test_table(100'000, 6))}));
  expect_damage(study_, "UPDATE table_piece SET compressed = (SELECT compressed FROM table_piece WHERE table_idx = 2)");
}

TEST_F(Measurements, NoticeAMissingPiece) {
  taken(add(measurement_, {table("openface", test_table(2'000'000, 5))}));
  expect_damage(study_, "DELETE FROM table_piece WHERE piece = (SELECT max(piece) FROM table_piece)");
}

TEST_F(Measurements, NoticeAPieceTooMany) {
  taken(add(measurement_, {table("openface", "frame\n1\n")}));
  expect_damage(study_, "INSERT INTO table_piece SELECT table_idx, 2, compressed FROM table_piece");
}

TEST_F(Measurements, NoticeALengthThatIsNotTheTables) {
  taken(add(measurement_, {table("openface", test_table(100'000, 5))}));
  expect_damage(study_, "UPDATE frame_table SET length_bytes = 5");
}

TEST_F(Measurements, SayWhichTableIsNotThere) {
  taken(add(measurement_));
  const auto read = study_.file().read_table(1, "openface", [](std::string_view) { return base::Status(); });
  ASSERT_FALSE(read.ok());
  EXPECT_THAT(read.error().message, HasSubstr("openface"));
}

}  // namespace
}  // namespace kizashi::store
