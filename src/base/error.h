// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace kizashi::base {

/// Everything that can be wrong with what comes from outside. Closed: a new kind of failure gets a value, a word and a
/// test.
enum class ErrorCode {
  missing_file,       ///< the path names nothing
  unreadable_file,    ///< there, but it cannot be opened or read
  empty_file,         ///< zero bytes
  not_a_video,        ///< no container or image format recognises the bytes
  truncated_file,     ///< a known container whose index or header is cut off
  no_video_stream,    ///< sound only, or an attachment only
  unsupported_codec,  ///< the container is known, its codec is not
  no_frames,          ///< a video stream of which not one frame decodes
  frame_too_large,    ///< a frame beyond the stated size limit
  missing_model,      ///< a model file is not where the manifest says
  wrong_checksum,     ///< a model file with other bytes than the manifest's
  unusable_model,     ///< the runtime refuses a model file
  missing_part,       ///< another needed part of the installation is absent
  invalid_document,   ///< JSON that does not parse or does not say what it must
  invalid_table,      ///< a CSV that does not parse or lacks what it must have
  invalid_script,     ///< a movement script that makes no sense
  invalid_option,     ///< an option value out of its range
  output_unwritable,  ///< the output folder or file cannot be written
  disk_full,          ///< no space left while writing
  encoding_failed,    ///< the video encoder refused
  missing_study,      ///< the folder holds no study
  existing_study,     ///< a study is there already
  damaged_study,      ///< the study's file is not whole, or not one
  newer_study,        ///< written by a newer version of the program
  busy_study,         ///< another program is changing the study
  conflicting_row,    ///< the study holds another value for the same thing
  rejected_rows,      ///< tables of an import hold rows that cannot be taken in; nothing was
  not_permitted,      ///< the study's setting and place do not allow it
  changed_clip,       ///< a clip is not the file that was imported
  unknown_person,     ///< nobody in the study has this id
  interrupted,        ///< the user asked to stop
  defect,             ///< the program broke a contract of its own, or a library threw
};

inline constexpr std::size_t error_code_count = static_cast<std::size_t>(ErrorCode::defect) + 1;

/// The `error` word of a code in JSON output, for example `not-a-video`.
std::string_view error_word(ErrorCode code);

/// A place in a text, counted from 1.
struct Position {
  std::size_t line = 1;
  std::size_t column = 1;
};

/// What went wrong, where, and what to do, in one line without a final full stop.
struct Error {
  ErrorCode code;
  std::string message;
  std::optional<Position> position = std::nullopt;
};

}  // namespace kizashi::base
