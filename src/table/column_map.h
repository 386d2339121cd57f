// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/study/measurement.h"

namespace kizashi::table {

/// How another tool's table is read: which column holds what. Data, not code (data/column_maps, or a user's own file);
/// docs/schemas/column_map.schema.json describes all.
struct ColumnMap {
  enum class Rows {
    frames,  ///< one row a frame and face: values are summed up over frames
    people,  ///< one row a person: values stand as they are
  };
  /// What names the person.
  enum class Person {
    table_name,   ///< the table's own name, as a clip's: PARTICIPANT[_ses-N][_take-N][_neutral].csv
    file_column,  ///< a column with the name or path of a clip
    id_column,    ///< a column with a participant_id
  };
  /// Of frames that hold a face: whose number in the column is at least `from`. A blank cell is no face.
  struct Usable {
    std::string column;
    double from = 0.0;
  };
  /// From the tool's numbers to 0 to 5 (intensity) or 0 to 1 (presence).
  struct Scale {
    double factor = 1.0;
    bool clamps = false;  ///< cuts off what is outside; else the row is rejected
  };
  struct Unit {
    std::string column;
    std::string unit;  ///< `AU01`
    study::Measure measure = study::Measure::presence;
  };

  std::string name;  ///< of the tool
  std::string note;  ///< what is known, and what is not certain
  Rows rows = Rows::frames;
  Person person = Person::table_name;
  std::optional<std::string> person_column;   ///< of file_column and id_column
  std::optional<std::string> session_column;  ///< beside an id_column
  std::optional<std::string> frame_column;    ///< a whole number that rises; of frames
  std::optional<std::string> face_column;     ///< any text; a table without it has one face
  std::optional<Usable> usable;               ///< nothing: every frame
  Scale intensity;
  Scale presence;
  double present_from = 0.5;  ///< scaled presence from which a unit is present in a frame
  std::vector<Unit> units;    ///< columns that a table does not have are absent
};

/// Reads a map; `name` is what messages call it. Fails with invalid_document and every mistake's place.
base::Result<ColumnMap> parse_column_map(std::string_view text, std::string_view name);

struct BuiltInColumnMap {
  std::string_view name;
  std::string_view text;
};
/// libreface, openface and py-feat.
const std::vector<BuiltInColumnMap>& built_in_column_maps();
/// The map of that name among the built-in ones, or nothing.
std::optional<BuiltInColumnMap> find_column_map(std::string_view name);

}  // namespace kizashi::table
