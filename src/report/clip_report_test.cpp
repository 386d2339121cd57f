// SPDX-License-Identifier: Apache-2.0
#include "kizashi/report/clip_report.h"

#include <gtest/gtest.h>

#include <fstream>
#include <span>

#include "kizashi/base/temporary_directory.h"

namespace kizashi::report {
namespace {

using document::Value;

// Two people, of whom the second comes in the second frame, and nobody in the third.
constexpr const char* openface_text =
    "frame,face_id,timestamp,confidence,success,gaze_0_x,gaze_angle_x,pose_Tx,x_0,AU01_r,AU01_c\n"
    "1,0,0.000000,0.980,1,0.1,0.020000,5.00,100.0,0.17,0\n"
    "2,0,0.040000,0.970,1,0.1,0.030000,6.25,100.0,,1\n"
    "2,1,0.040000,0.900,1,0.1,0.010000,7.00,100.0,2.00,1\n"
    "3,0,0.080000,0.000,0,0,0,0,0,0,0\n";
constexpr const char* measures_text =
    "frame,face_id,timestamp,success,face_height_px,picture_change,speech_probability,lip_gap_mm,AU28_r,AU12_left_r,"
    "AU01_p\n"
    "1,0,0.000000,1,200.5,,0.25,3,0.5,1.5,0.1\n"
    "2,0,0.040000,1,201.5,1.5,0.5,3,0.5,1.5,0.1\n"
    "2,1,0.040000,1,99,1.5,0.5,3,0.5,1.5,0.1\n"
    "3,0,0.080000,0,,2.5,,,,,\n";

class ClipReport : public testing::Test {
 protected:
  ClipReport() { write(openface_text, measures_text); }

  void write(const std::string& openface, const std::string& measures) const {
    std::ofstream(folder_.path() / "a.csv") << openface;
    std::ofstream(folder_.path() / "a.measures.csv") << measures;
  }

  [[nodiscard]] ClipReportContent content() const {
    return {"a",
            false,
            {"a.csv", "a.measures.csv", "a.json", std::nullopt},
            sidecar_,
            folder_.path() / "a.csv",
            folder_.path() / "a.measures.csv",
            {}};
  }

  [[nodiscard]] std::string line_of(std::initializer_list<const char*> path) const {
    const auto report = make_clip_report(content());
    if (!report.ok()) return report.error().message;
    const Value* place = &*report;
    for (const char* step : path) {
      const bool is_index = place->as_items() != nullptr;
      place = is_index ? &place->as_items()->at(static_cast<std::size_t>(std::stoi(step))) : place->find(step);
      if (place == nullptr) return std::string("no ") + step;
    }
    return document::write_line(*place);
  }

  base::TemporaryDirectory folder_;
  Value sidecar_ = Value::object().set("kind", "kizashi clip");
};

TEST_F(ClipReport, HoldsEveryFrameOnceWithWhatIsKnownOfTheWholeFrame) {
  EXPECT_EQ(line_of({"frames", "frame"}), "[1, 2, 3]");
  EXPECT_EQ(line_of({"frames", "timestamp_s"}), "[0.0, 0.04, 0.08]");
  EXPECT_EQ(line_of({"frames", "speech_probability"}), "[0.25, 0.5, null]");
  EXPECT_EQ(line_of({"frames", "picture_change"}), "[null, 1.5, 2.5]");
}

TEST_F(ClipReport, GivesEachFaceOneEntryAFrameAndNullWhereItWasNotSeen) {
  EXPECT_EQ(line_of({"faces", "0", "face_id"}), "0");
  EXPECT_EQ(line_of({"faces", "1", "face_id"}), "1");
  EXPECT_EQ(line_of({"faces", "0", "columns", "pose_Tx"}), "[5.0, 6.25, null]");
  EXPECT_EQ(line_of({"faces", "1", "columns", "pose_Tx"}), "[null, 7.0, null]");
  EXPECT_EQ(line_of({"faces", "1", "columns", "face_height_px"}), "[null, 99, null]");
}

TEST_F(ClipReport, TakesAZeroOfALostFaceForNothingButItsSuccess) {
  EXPECT_EQ(line_of({"faces", "0", "columns", "success"}), "[1, 1, 0]");
  EXPECT_EQ(line_of({"faces", "0", "columns", "confidence"}), "[0.98, 0.97, null]");
  EXPECT_EQ(line_of({"faces", "0", "columns", "AU01_c"}), "[0, 1, null]");
}

TEST_F(ClipReport, LeavesABlankCellNull) {
  EXPECT_EQ(line_of({"faces", "0", "columns", "AU01_r"}), "[0.17, null, null]");
}

TEST_F(ClipReport, ShowsSidesAndTheLipSuckButNoPointsAndNoEvidence) {
  EXPECT_EQ(line_of({"faces", "0", "columns", "AU28_r"}), "[0.5, 0.5, null]");
  EXPECT_EQ(line_of({"faces", "0", "columns", "AU12_left_r"}), "[1.5, 1.5, null]");
  for (const char* hidden : {"x_0", "gaze_0_x", "lip_gap_mm", "AU01_p", "timestamp", "frame"}) {
    EXPECT_EQ(line_of({"faces", "0", "columns", hidden}), std::string("no ") + hidden);
  }
}

TEST_F(ClipReport, HasNoFaceWhereNoneWasMeasured) {
  write("frame,face_id,timestamp,confidence,success,AU01_r\n1,0,0.000000,0.000,0,0\n",
        "frame,face_id,timestamp,success,picture_change,speech_probability,AU28_r\n1,0,0.000000,0,,,\n");
  EXPECT_EQ(line_of({"faces"}), "[]");
  EXPECT_EQ(line_of({"frames", "frame"}), "[1]");
}

TEST_F(ClipReport, SaysWhatKindOfPicturesItHasAndCarriesThem) {
  const std::string bytes = "foobar";
  const auto jpeg = std::as_bytes(std::span(bytes));
  ClipReportContent masked = content();
  masked.pictures_masked = true;
  masked.thumbnails.push_back({13, 0.48, 160, 120, {jpeg.begin(), jpeg.end()}});
  const auto report = make_clip_report(masked);
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(*report->find("pictures")->as_text(), "masked");
  EXPECT_EQ(document::write_line(*report->find("thumbnails")),
            R"([{"frame": 13, "timestamp_s": 0.48, "width_px": 160, "height_px": 120, "jpeg_base64": "Zm9vYmFy"}])");
  EXPECT_EQ(line_of({"pictures"}), "\"plain\"");
  EXPECT_EQ(line_of({"files", "overlay"}), "null");
  EXPECT_EQ(line_of({"sidecar", "kind"}), "\"kizashi clip\"");
}

TEST_F(ClipReport, RefusesATableOfAnythingElse) {
  write("a,b\n1,2\n", measures_text);
  const auto report = make_clip_report(content());
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, base::ErrorCode::invalid_table);
}

}  // namespace
}  // namespace kizashi::report
