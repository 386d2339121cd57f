// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/table/rejection.h"

namespace kizashi::pipeline {

/// Action units that somebody measured elsewhere.
struct ActionUnitSource {
  std::filesystem::path path;
  /// A column map that the program carries, or a file. Without one a table is tidy, and those of a folder are
  /// OpenFace's, named like the clips.
  std::optional<std::string> columns;
};

/// What is to be taken into a study; nothing where a path is not given.
struct ImportRequest {
  std::filesystem::path study_folder;
  std::optional<std::filesystem::path> participants;
  std::optional<std::filesystem::path> ratings;
  std::optional<std::filesystem::path> clips;  ///< a folder of clips named like people, or a table of them
  std::vector<ActionUnitSource> action_units;
  std::optional<std::filesystem::path> measurements;  ///< what `kizashi measure` wrote
  std::optional<std::filesystem::path> exclusions;
  std::optional<std::string> protocol;  ///< a name that the program carries, or a file
  /// What `study export` or `simulate study` wrote: every file of a known name in it that is not given above. Of an
  /// export the study itself is made where there is none.
  std::optional<std::filesystem::path> from;
  std::string today;  ///< YYYY-MM-DD, which the end of an ethics approval is held against
};

/// What became of the rows of one kind.
struct ImportCount {
  std::int64_t added = 0;
  std::int64_t completed = 0;      ///< known before, with values that were blank then
  std::int64_t already_there = 0;  ///< the same as before
};

struct ImportReport {
  /// By kind, in the order of reading: `participants`, `ratings`, `clips`, `action units`, `measurements`,
  /// `exclusions`.
  std::vector<std::pair<std::string, ImportCount>> counts;
  std::optional<std::string> new_protocol_sha256;  ///< where the protocol changed
  bool changed_locked_protocol = false;
  std::vector<std::string> notes;  ///< what a user should know, one sentence each
};

/// Hears how an import goes on.
class ImportListener {
 public:
  virtual ~ImportListener() = default;
  virtual void rejected(const table::Rejection& rejection) = 0;
  /// So many rows of a file, or clips, were read.
  virtual void advanced(std::string_view what, std::int64_t rows) = 0;
};

/// Takes everything in or nothing: every row that cannot be taken in is told to the listener, and then the import fails
/// with rejected_rows. What the study has already in the same words is not doubled; other values for the same thing are
/// a rejection. Fails also as StudyFile does, with not_permitted where setting and place do not allow scores beside
/// faces, or as reading the files does, and with interrupted.
base::Result<ImportReport> import_study(const ImportRequest& request, ImportListener& listener,
                                        const std::stop_token& stopping);

}  // namespace kizashi::pipeline
