// SPDX-License-Identifier: Apache-2.0
#include "kizashi/store/failure.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <new>

namespace kizashi::store {

namespace {

using base::ErrorCode;

/// The low byte of a result code is its kind, the rest its details (sqlite.org/rescode.html).
constexpr int kind_of(int code) { return code & 0xFF; }

/// A write that the system refused for another reason than space it does not have; space is SQLITE_FULL.
bool is_failed_write(int extended_code) {
  switch (extended_code) {
    case SQLITE_IOERR_WRITE:
    case SQLITE_IOERR_FSYNC:
    case SQLITE_IOERR_DIR_FSYNC:
    case SQLITE_IOERR_TRUNCATE:
    case SQLITE_IOERR_DELETE:
    case SQLITE_IOERR_SHMOPEN:
    case SQLITE_IOERR_SHMSIZE:
      return true;
    default:
      return false;
  }
}

ErrorCode code_of(const SQLite::Exception& exception) {
  switch (kind_of(exception.getErrorCode())) {
    case SQLITE_FULL:
      return ErrorCode::disk_full;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorCode::busy_study;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return ErrorCode::output_unwritable;
    case SQLITE_CANTOPEN:
    case SQLITE_AUTH:
      return ErrorCode::unreadable_file;
    case SQLITE_IOERR:
      return is_failed_write(exception.getExtendedErrorCode()) ? ErrorCode::output_unwritable
                                                               : ErrorCode::unreadable_file;
    default:
      return ErrorCode::damaged_study;
  }
}

/// What has happened and what to do, as one clause.
std::string advice_of(ErrorCode code, const std::string& cause) {
  switch (code) {
    case ErrorCode::disk_full:
      return "no space is left; free some and run the same command again, nothing is half done";
    case ErrorCode::busy_study:
      return "another program is changing the study; try again when it is done";
    case ErrorCode::output_unwritable:
      return fmt::format("cannot be written ({}); see to the permissions of the study's folder", cause);
    case ErrorCode::unreadable_file:
      return fmt::format("cannot be read ({}); see to the permissions of the study's folder", cause);
    default:
      return fmt::format("is damaged or no study ({}); use a safety copy of the whole folder", cause);
  }
}

}  // namespace

void fail_damaged(const std::string& what) { throw Failure({ErrorCode::damaged_study, what}); }

base::Error error_of(const SQLite::Exception& exception, const std::filesystem::path& file) {
  if (kind_of(exception.getErrorCode()) == SQLITE_NOMEM) throw std::bad_alloc();
  const ErrorCode code = code_of(exception);
  return {code, fmt::format("{}: {}", file.string(), advice_of(code, exception.what()))};
}

base::Error error_of(const Failure& failure, const std::filesystem::path& file) {
  const base::Error& error = failure.error();
  if (error.code != ErrorCode::damaged_study) return error;
  return {error.code, fmt::format("{}: {}", file.string(), advice_of(error.code, error.message))};
}

}  // namespace kizashi::store
