// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/column_map.h"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include "kizashi/document/field.h"
#include "kizashi/observation/action_unit.h"

namespace kizashi::table {

namespace embedded {
std::string_view libreface_column_map();
std::string_view openface_column_map();
std::string_view py_feat_column_map();
}  // namespace embedded

namespace {

using document::Field;

constexpr int schema = 1;
constexpr double largest_number = 1e9;

/// A name that a folder can have on every system.
std::string tool_name_at(const Field& field) {
  constexpr std::string_view letters_and_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  constexpr std::size_t longest = 64;
  std::string name = field.text();
  const bool is_plain = !name.empty() && name.size() <= longest &&
                        letters_and_digits.find(name.front()) != std::string_view::npos &&
                        name.find_first_not_of(std::string(letters_and_digits) + "._-") == std::string::npos;
  if (!is_plain) field.reject("up to 64 letters, digits and . _ - behind a letter or digit");
  return name;
}

std::string name_at(const Field& field) {
  std::string name = field.text();
  if (name.empty() && field.present()) field.reject("the name of a column");
  return name;
}

std::optional<std::string> optional_name_at(const Field& field) {
  return field.present() ? std::optional(name_at(field)) : std::nullopt;
}

void read_person(const Field& field, ColumnMap& map) {
  field.expect_only({"from", "column", "session_column"});
  map.person = static_cast<ColumnMap::Person>(field["from"].one_of({"table_name", "file_column", "id_column"}));
  if (map.person != ColumnMap::Person::table_name) map.person_column = name_at(field["column"]);
  map.session_column = optional_name_at(field["session_column"]);
  if (map.person == ColumnMap::Person::table_name && field["column"].present()) {
    field["column"].reject("no column beside table_name");
  }
  if (map.session_column && map.person != ColumnMap::Person::id_column) {
    field["session_column"].reject("no session beside a file's name, which has it already");
  }
}

void read_frames(const Field& root, ColumnMap& map) {
  map.frame_column = optional_name_at(root["frame_column"]);
  map.face_column = optional_name_at(root["face_column"]);
  if (const Field usable = root["usable"]; usable.present()) {
    usable.expect_only({"column", "from"});
    map.usable = {name_at(usable["column"]), usable["from"].number_in(-largest_number, largest_number)};
  }
  if (map.rows == ColumnMap::Rows::frames) {
    if (!map.frame_column) map.frame_column = name_at(root["frame_column"]);
    return;
  }
  for (const char* name : {"frame_column", "face_column", "usable"}) {
    if (root[name].present()) root[name].reject("nothing about frames where a row is a person");
  }
}

ColumnMap::Scale scale_at(const Field& field) {
  ColumnMap::Scale scale;
  constexpr double smallest_factor = 1e-9;
  if (field["factor"].present()) scale.factor = field["factor"].number_in(smallest_factor, largest_number);
  if (field["outside"].present()) scale.clamps = field["outside"].one_of({"reject", "clamp"}) == 1;
  return scale;
}

void read_scales(const Field& root, ColumnMap& map) {
  if (const Field intensity = root["intensity"]; intensity.present()) {
    intensity.expect_only({"factor", "outside"});
    map.intensity = scale_at(intensity);
  }
  if (const Field presence = root["presence"]; presence.present()) {
    presence.expect_only({"factor", "outside", "present_from"});
    map.presence = scale_at(presence);
    constexpr double smallest = std::numeric_limits<double>::min();  // from 0 everything would be present
    if (presence["present_from"].present()) map.present_from = presence["present_from"].number_in(smallest, 1.0);
  }
}

ColumnMap::Unit unit_at(const Field& field) {
  field.expect_only({"column", "unit", "measure"});
  ColumnMap::Unit unit{name_at(field["column"]), field["unit"].text(), study::Measure::presence};
  if (field["unit"].present() && !observation::action_unit_of(unit.unit)) {
    field["unit"].reject("an action unit of the program, such as AU01");
  }
  if (field["measure"].one_of({"presence", "intensity"}) == 1) unit.measure = study::Measure::intensity;
  return unit;
}

void read_units(const Field& field, ColumnMap& map) {
  std::set<std::pair<std::string, study::Measure>> seen;
  for (const Field& item : field.items()) {
    map.units.push_back(unit_at(item));
    if (!seen.emplace(map.units.back().unit, map.units.back().measure).second)
      item.reject("each unit and measure once");
  }
  if (field.present() && map.units.empty()) field.reject("at least one unit");
}

}  // namespace

base::Result<ColumnMap> parse_column_map(std::string_view text, std::string_view name) {
  const auto value = document::parse(text, name);
  if (!value.ok()) return value.error();
  document::Mistakes mistakes{std::string(name)};
  const Field root(*value, mistakes);
  root.expect_only({"schema", "name", "note", "sources", "rows", "person", "frame_column", "face_column", "usable",
                    "intensity", "presence", "units"});
  static_cast<void>(root["schema"].integer_in(schema, schema));
  ColumnMap map;
  map.name = tool_name_at(root["name"]);
  if (root["note"].present()) map.note = root["note"].text();
  if (root["sources"].present()) {
    for (const Field& source : root["sources"].items()) static_cast<void>(source.text());
  }
  map.rows = static_cast<ColumnMap::Rows>(root["rows"].one_of({"frames", "people"}));
  read_person(root["person"], map);
  read_frames(root, map);
  read_scales(root, map);
  read_units(root["units"], map);
  if (auto status = mistakes.status(); !status.ok()) return status.error();
  return map;
}

const std::vector<BuiltInColumnMap>& built_in_column_maps() {
  static const std::vector<BuiltInColumnMap> maps{{"libreface", embedded::libreface_column_map()},
                                                  {"openface", embedded::openface_column_map()},
                                                  {"py-feat", embedded::py_feat_column_map()}};
  return maps;
}

std::optional<BuiltInColumnMap> find_column_map(std::string_view name) {
  const auto& maps = built_in_column_maps();
  const auto found = std::find_if(maps.begin(), maps.end(), [&](const auto& map) { return map.name == name; });
  return found == maps.end() ? std::nullopt : std::optional(*found);
}

}  // namespace kizashi::table
