// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What the files of an exported study are called; `study import --from` looks for the same.
namespace kizashi::pipeline::export_names {

inline constexpr const char* study = "study.json";
inline constexpr const char* protocol = "protocol.json";
inline constexpr const char* participants = "participants.csv";
inline constexpr const char* ratings = "ratings.csv";
inline constexpr const char* clips = "clips.csv";
inline constexpr const char* action_units = "action-units.csv";
inline constexpr const char* exclusions = "exclusions.csv";
inline constexpr const char* measurements = "measurements";  ///< a folder
inline constexpr const char* openface = "openface";          ///< a folder of OpenFace's tables
inline constexpr const char* other_tools = "other-tools";    ///< a folder of folders, one a column map
inline constexpr const char* column_map = "columns.json";    ///< in each of those
inline constexpr const char* audit = "audit.csv";
inline constexpr const char* read_me = "README.txt";

}  // namespace kizashi::pipeline::export_names
