// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/openface_columns.h"

#include <gtest/gtest.h>

namespace kizashi::table {
namespace {

/// As OpenFace 2.2's FeatureExtraction writes them with -2Dfp -pose -gaze -aus.
constexpr std::string_view openface_header =
    "frame,face_id,timestamp,confidence,success,gaze_0_x,gaze_0_y,gaze_0_z,gaze_1_x,gaze_1_y,gaze_1_z,gaze_angle_x,"
    "gaze_angle_y,"
    "pose_Tx,pose_Ty,pose_Tz,pose_Rx,pose_Ry,pose_Rz,"
    "x_0,x_1,x_2,x_3,x_4,x_5,x_6,x_7,x_8,x_9,x_10,x_11,x_12,x_13,x_14,x_15,x_16,x_17,x_18,x_19,x_20,x_21,x_22,x_23,x_"
    "24,x_25,x_26,"
    "x_27,x_28,x_29,x_30,x_31,x_32,x_33,x_34,x_35,x_36,x_37,x_38,x_39,x_40,x_41,x_42,x_43,x_44,x_45,x_46,x_47,x_48,x_"
    "49,x_50,x_51,"
    "x_52,x_53,x_54,x_55,x_56,x_57,x_58,x_59,x_60,x_61,x_62,x_63,x_64,x_65,x_66,x_67,"
    "y_0,y_1,y_2,y_3,y_4,y_5,y_6,y_7,y_8,y_9,y_10,y_11,y_12,y_13,y_14,y_15,y_16,y_17,y_18,y_19,y_20,y_21,y_22,y_23,y_"
    "24,y_25,y_26,"
    "y_27,y_28,y_29,y_30,y_31,y_32,y_33,y_34,y_35,y_36,y_37,y_38,y_39,y_40,y_41,y_42,y_43,y_44,y_45,y_46,y_47,y_48,y_"
    "49,y_50,y_51,"
    "y_52,y_53,y_54,y_55,y_56,y_57,y_58,y_59,y_60,y_61,y_62,y_63,y_64,y_65,y_66,y_67,"
    "AU01_r,AU02_r,AU04_r,AU05_r,AU06_r,AU07_r,AU09_r,AU10_r,AU12_r,AU14_r,AU15_r,AU17_r,AU20_r,AU23_r,AU25_r,AU26_r,"
    "AU45_r,"
    "AU01_c,AU02_c,AU04_c,AU05_c,AU06_c,AU07_c,AU09_c,AU10_c,AU12_c,AU14_c,AU15_c,AU17_c,AU20_c,AU23_c,AU25_c,AU26_c,"
    "AU28_c,AU45_c";

TEST(OpenFaceColumns, AreThoseOfOpenFace22InItsOrder) {
  std::string header;
  for (const auto& name : names_of(openface_columns())) header += (header.empty() ? "" : ",") + name;
  EXPECT_EQ(header, openface_header);
}

TEST(OpenFaceColumns, LieWhereTheIndexesSay) {
  const auto& columns = openface_columns();
  EXPECT_EQ(columns[openface_column::success].name, "success");
  EXPECT_EQ(columns[openface_column::gaze_angle].name, "gaze_angle_x");
  EXPECT_EQ(columns[openface_column::pose].name, "pose_Tx");
  EXPECT_EQ(columns[openface_column::points_y].name, "y_0");
  EXPECT_EQ(columns[openface_column::intensity].name, "AU01_r");
  EXPECT_EQ(columns[openface_column::presence].name, "AU01_c");
}

TEST(OpenFaceColumns, AllHaveAUnitAndAMeaning) {
  for (const Column& column : openface_columns()) {
    EXPECT_FALSE(column.unit.empty()) << column.name;
    EXPECT_FALSE(column.description.empty()) << column.name;
  }
}

}  // namespace
}  // namespace kizashi::table
