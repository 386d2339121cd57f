// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/frame_rows.h"

#include <gmock/gmock.h>

#include "kizashi/base/atomic_file.h"
#include "kizashi/base/temporary_directory.h"

namespace kizashi::pipeline {
namespace {

struct RowKey {
  std::int64_t frame_number;
  int face_id;
  bool success;
};

class FrameRowsOfTables : public testing::Test {
 protected:
  void write(const std::vector<RowKey>& openface_rows, const std::vector<RowKey>& measures_rows) const {
    auto openface_file = *base::AtomicFile::create(openface_path());
    table::OpenFaceWriter openface(table::sink_to(openface_file));
    for (const RowKey& key : openface_rows) {
      table::OpenFaceRow row;
      row.frame_number = key.frame_number;
      row.face_id = key.face_id;
      row.success = key.success;
      ASSERT_TRUE(openface.write(row).ok());
    }
    ASSERT_TRUE(openface.finish().ok() && openface_file.commit().ok());
    auto measures_file = *base::AtomicFile::create(measures_path());
    table::MeasuresWriter measures(table::sink_to(measures_file), {});
    for (const RowKey& key : measures_rows) {
      table::MeasuresRow row;
      row.frame_number = key.frame_number;
      row.face_id = key.face_id;
      row.success = key.success;
      ASSERT_TRUE(measures.write(row).ok());
    }
    ASSERT_TRUE(measures.finish().ok() && measures_file.commit().ok());
  }

  [[nodiscard]] std::filesystem::path openface_path() const { return folder_.path() / "a.csv"; }
  [[nodiscard]] std::filesystem::path measures_path() const { return folder_.path() / "a.measures.csv"; }

  base::TemporaryDirectory folder_;
};

TEST_F(FrameRowsOfTables, ComeFrameByFrameWithEverybodyInIt) {
  const std::vector<RowKey> rows{{1, 0, true}, {1, 1, true}, {2, 0, false}, {3, 0, true}, {3, 1, true}};
  write(rows, rows);
  auto frames = FrameRows::open(openface_path(), measures_path());
  ASSERT_TRUE(frames.ok()) << frames.error().message;
  std::vector<std::size_t> faces;
  for (auto frame = frames->next(); frame.ok() && !frame->empty(); frame = frames->next()) {
    faces.push_back(frame->size());
    for (const FaceRow& row : *frame) EXPECT_EQ(row.openface.face_id, row.measures.face_id);
  }
  EXPECT_THAT(faces, testing::ElementsAre(2, 1, 2));
}

TEST_F(FrameRowsOfTables, OfWhichOneIsShorterAreAnError) {
  write({{1, 0, true}, {2, 0, true}}, {{1, 0, true}});
  auto frames = FrameRows::open(openface_path(), measures_path());
  ASSERT_TRUE(frames.ok());
  const auto frame = frames->next();
  ASSERT_FALSE(frame.ok());
  EXPECT_EQ(frame.error().code, base::ErrorCode::invalid_table);
}

}  // namespace
}  // namespace kizashi::pipeline
