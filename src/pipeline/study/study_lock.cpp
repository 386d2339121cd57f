// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/study_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace kizashi::pipeline {

namespace {

base::Error failure(const std::filesystem::path& folder, int error_number) {
  if (error_number == EWOULDBLOCK) {
    return {base::ErrorCode::busy_study,
            fmt::format("{}: another process measures this study; wait until it has ended", folder.string())};
  }
  return {base::ErrorCode::unreadable_file,
          fmt::format("{}: cannot be kept to one measuring process: {}", folder.string(), std::strerror(error_number))};
}

}  // namespace

base::Result<StudyLock> StudyLock::take(const std::filesystem::path& folder) {
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return failure(folder, errno);
  StudyLock lock(descriptor);
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) return failure(folder, errno);
  return lock;
}

StudyLock::StudyLock(StudyLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

StudyLock& StudyLock::operator=(StudyLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

StudyLock::~StudyLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

}  // namespace kizashi::pipeline
