// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/openface_columns.h"

#include <fmt/format.h>

#include <string_view>

#include "kizashi/base/check.h"

namespace kizashi::table {

namespace {

using Columns = std::vector<Column>;

void add_row_facts(Columns& columns) {
  columns.push_back({"frame", "1", "number of the frame, from 1"});
  columns.push_back({"face_id", "1", "number of the face, from 0"});
  columns.push_back({"timestamp", "s", "presentation time since the first video frame"});
  columns.push_back({"confidence", "1", "confidence in the face, 0 to 1"});
  columns.push_back(
      {"success", "1",
       "1 where the face was measured; where it is 0, every number to the right is a 0 that means nothing"});
}

void add_gaze(Columns& columns) {
  for (const int eye : {0, 1}) {
    for (const char axis : {'x', 'y', 'z'}) {
      columns.push_back(
          {fmt::format("gaze_{}_{}", eye, axis), "1",
           fmt::format(
               "{} of the unit vector along which the eye on the {} of the picture looks, in the camera's frame", axis,
               eye == 0 ? "left" : "right")});
    }
  }
  columns.push_back({"gaze_angle_x", "rad", "mean gaze of both eyes, to the right of the picture"});
  columns.push_back({"gaze_angle_y", "rad", "mean gaze of both eyes, downwards"});
}

void add_pose(Columns& columns) {
  for (const char axis : {'x', 'y', 'z'}) {
    columns.push_back({fmt::format("pose_T{}", axis), "mm",
                       fmt::format("{} of the head in the camera's frame (x right, y down, z away)", axis)});
  }
  columns.push_back({"pose_Rx", "rad", "pitch of the head; the rotation is Rx Ry Rz"});
  columns.push_back({"pose_Ry", "rad", "yaw of the head"});
  columns.push_back({"pose_Rz", "rad", "roll of the head"});
}

void add_points(Columns& columns, char axis, std::string_view direction) {
  for (std::size_t point = 0; point < observation::point_count; ++point) {
    columns.push_back({fmt::format("{}_{}", axis, point), "px",
                       fmt::format("point {} of 68, from the {} of the picture", point, direction)});
  }
}

void add_action_units(Columns& columns) {
  for (const auto unit : observation::all_action_units) {
    if (!has_openface_intensity(unit)) continue;
    columns.push_back(
        {fmt::format("{}_r", code_of(unit)), "1", fmt::format("intensity of the {}, 0 to 5", name_of(unit))});
  }
  for (const auto unit : observation::all_action_units) {
    columns.push_back(
        {fmt::format("{}_c", code_of(unit)), "1", fmt::format("presence of the {}, 0 or 1", name_of(unit))});
  }
}

Columns made_columns() {
  Columns columns;
  columns.reserve(openface_column::count);
  add_row_facts(columns);
  add_gaze(columns);
  add_pose(columns);
  add_points(columns, 'x', "left");
  add_points(columns, 'y', "top");
  add_action_units(columns);
  KIZASHI_CHECK(columns.size() == openface_column::count, "the groups' places and the columns agree");
  return columns;
}

}  // namespace

const std::vector<Column>& openface_columns() {
  static const Columns columns = made_columns();
  return columns;
}

}  // namespace kizashi::table
