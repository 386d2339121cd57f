// SPDX-License-Identifier: Apache-2.0
#include "kizashi/store/study_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>

#include "kizashi/base/abandoned_files.h"
#include "kizashi/store/study_file.h"

namespace kizashi::store {

namespace {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::Status;

Error unwritable(const fs::path& path, int error_number) {
  const bool is_full = error_number == ENOSPC || error_number == EDQUOT;
  return {is_full ? ErrorCode::disk_full : ErrorCode::output_unwritable,
          fmt::format("{}: cannot be written: {}", path.string(), std::strerror(error_number))};
}

/// Folders that were made on the way; removed again, from the innermost, unless they are kept.
class MadeFolders {
 public:
  Status make(const fs::path& folder) {
    if (fs::is_directory(folder)) return {};
    if (folder.has_parent_path()) {
      if (Status parent = make(folder.parent_path()); !parent.ok()) return parent;
    }
    if (mkdir(folder.c_str(), S_IRWXU) != 0) return unwritable(folder, errno);
    made_.push_back(folder);
    return {};
  }
  void keep() { made_.clear(); }

  MadeFolders() = default;
  MadeFolders(const MadeFolders&) = delete;
  MadeFolders& operator=(const MadeFolders&) = delete;
  ~MadeFolders() {
    for (; !made_.empty(); made_.pop_back()) rmdir(made_.back().c_str());
  }

 private:
  std::vector<fs::path> made_;
};

/// Held while a study is made, so that of two programs one finds the other's. A file system without locks has none.
class FolderLock {
 public:
  explicit FolderLock(const fs::path& folder) : descriptor_(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (descriptor_ >= 0) flock(descriptor_, LOCK_EX);
  }
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  ~FolderLock() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  /// Makes the folder's entries outlast a power cut.
  void sync() const {
    if (descriptor_ >= 0) fsync(descriptor_);
  }

 private:
  int descriptor_;
};

/// The file while it is being made; removed unless it was renamed.
class PartialFile {
 public:
  explicit PartialFile(const fs::path& folder)
      : path_(folder / fmt::format(".{}.partial-{}", study_file_name, static_cast<long>(getpid()))) {}
  PartialFile(const PartialFile&) = delete;
  PartialFile& operator=(const PartialFile&) = delete;
  ~PartialFile() { unlink(path_.c_str()); }

  Status make_empty() const {
    unlink(path_.c_str());
    const int descriptor = open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor < 0) return unwritable(path_, errno);
    close(descriptor);
    return {};
  }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

bool is_there(const fs::path& folder) {
  std::error_code ignored;
  const fs::path file = study_path(folder);
  const bool is_empty = fs::is_regular_file(file, ignored) && fs::file_size(file, ignored) == 0;
  return fs::exists(file, ignored) && !is_empty;
}

/// What killed programs and removed studies left behind. A log of another database's changes would be taken for the new
/// one's.
void remove_leftovers(const fs::path& folder) {
  for (const base::AbandonedFile& file : base::abandoned_files(folder)) {
    if (file.final_name == study_file_name) unlink(file.path.c_str());
  }
  for (const char* ending : {"-wal", "-shm", "-journal"}) unlink((study_path(folder).string() + ending).c_str());
}

Status make_within(const fs::path& folder, const std::function<Status(const fs::path&)>& fill) {
  const FolderLock lock(folder);
  if (is_there(folder)) {
    return Error{ErrorCode::existing_study,
                 fmt::format("{}: a study is there already; choose another folder", folder.string())};
  }
  remove_leftovers(folder);
  const PartialFile partial(folder);
  if (Status made = partial.make_empty(); !made.ok()) return made;
  if (Status filled = fill(partial.path()); !filled.ok()) return filled;
  if (std::rename(partial.path().c_str(), study_path(folder).c_str()) != 0) {
    return unwritable(study_path(folder), errno);
  }
  lock.sync();
  return {};
}

}  // namespace

fs::path study_path(const fs::path& folder) { return folder / study_file_name; }

Status make_study(const fs::path& folder, const std::function<Status(const fs::path&)>& fill) {
  MadeFolders folders;
  if (Status made = folders.make(fs::absolute(folder).lexically_normal()); !made.ok()) return made;
  if (Status made = make_within(folder, fill); !made.ok()) return made;
  folders.keep();
  return {};
}

Status find_study(const fs::path& folder) {
  std::error_code ignored;
  const fs::path file = study_path(folder);
  if (!fs::exists(file, ignored)) {
    return Error{ErrorCode::missing_study,
                 fmt::format("{}: no study is there; `kizashi study init` makes one", folder.string())};
  }
  if (!fs::is_regular_file(file, ignored) || fs::file_size(file, ignored) == 0) {
    return Error{ErrorCode::damaged_study,
                 fmt::format("{}: is empty or no file; use a safety copy of the whole folder", file.string())};
  }
  return {};
}

}  // namespace kizashi::store
