// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/document/value.h"

namespace kizashi::report {

/// Columns of tables of frames, turned so that each is an array with one entry a frame: those that tell of the whole
/// frame, and those of each face, null where the face has no row or its cell is blank.
class FrameColumns {
 public:
  using Wanted = std::function<bool(std::string_view column_name)>;

  /// Reads a table's columns of the frame: they are the same in all rows of a frame.
  base::Status read_frames(const std::filesystem::path& table, const std::vector<std::string>& columns);
  /// Reads a table's columns of faces. Of a row without success only `success` is taken.
  base::Status read_faces(const std::filesystem::path& table, const Wanted& wanted);

  /// Arrays by their column's name. They are taken, not copied: those of a long clip are large.
  document::Value take_frames();
  /// One object a face that was ever measured, by rising id.
  document::Value take_faces();

 private:
  struct NamedItems {
    std::string name;
    document::Items items;
  };
  struct Face {
    std::vector<document::Items> columns;  ///< in the order of face_columns_
    bool ever_measured = false;
  };
  struct Source;
  base::Status take_row(const Source& source);

  std::int64_t frame_count_ = 0;
  std::vector<NamedItems> frames_;
  std::vector<std::string> face_columns_;
  std::map<int, Face> faces_;
};

}  // namespace kizashi::report
