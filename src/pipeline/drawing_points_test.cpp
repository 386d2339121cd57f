// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/drawing_points.h"

#include <gtest/gtest.h>

#include "kizashi/base/temporary_directory.h"

namespace kizashi::pipeline {
namespace {

observation::FrameObservation frame_with(std::int64_t frame_idx, const std::vector<int>& face_ids) {
  observation::FrameObservation frame{frame_idx, 0.04 * static_cast<double>(frame_idx), {}};
  for (const int face_id : face_ids) {
    observation::FaceObservation face;
    face.face_id = face_id;
    for (int i = 0; i <= face_id; ++i) {
      face.drawing_points_px.emplace_back(static_cast<float>(frame_idx), 0.25F * static_cast<float>(i));
    }
    frame.faces.push_back(face);
  }
  return frame;
}

class DrawingPoints : public testing::Test {
 protected:
  base::TemporaryDirectory folder_;
};

TEST_F(DrawingPoints, ComeBackFaceByFaceExactlyAsTheyWere) {
  auto file = DrawingPointsFile::create(folder_.path(), "a");
  ASSERT_TRUE(file.ok());
  const std::vector<observation::FrameObservation> frames{frame_with(0, {0}), frame_with(1, {}), frame_with(2, {0, 3})};
  for (const auto& frame : frames) ASSERT_TRUE(file->add(frame).ok());
  ASSERT_TRUE(file->finish().ok());
  auto reader = DrawingPointsReader::open(file->path());
  ASSERT_TRUE(reader.ok());
  for (const auto& frame : frames) {
    for (const auto& face : frame.faces) {
      const auto points_px = reader->next(frame.frame_idx + 1, face.face_id);
      ASSERT_TRUE(points_px.ok());
      EXPECT_EQ(*points_px, face.drawing_points_px);
    }
  }
}

TEST_F(DrawingPoints, OfAnotherFaceOrNoneAreAnError) {
  auto file = DrawingPointsFile::create(folder_.path(), "a");
  ASSERT_TRUE(file.ok() && file->add(frame_with(0, {0})).ok() && file->finish().ok());
  EXPECT_FALSE(DrawingPointsReader::open(file->path())->next(1, 1).ok());
  EXPECT_FALSE(DrawingPointsReader::open(file->path())->next(2, 0).ok());
  auto reader = DrawingPointsReader::open(file->path());
  EXPECT_TRUE(reader->next(1, 0).ok());
  EXPECT_FALSE(reader->next(2, 0).ok()) << "after the last";
}

TEST_F(DrawingPoints, AreGoneWithTheirFile) {
  { ASSERT_TRUE(DrawingPointsFile::create(folder_.path(), "a").ok()); }
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

}  // namespace
}  // namespace kizashi::pipeline
