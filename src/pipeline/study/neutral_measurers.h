// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>

#include "kizashi/base/result.h"
#include "kizashi/pipeline/measurer.h"

namespace kizashi::pipeline {

/// A neutral recording that a study refers to.
struct NeutralFile {
  std::filesystem::path path;
  std::string sha256;  ///< what it had when it was imported
  auto operator<=>(const NeutralFile&) const = default;
};

/// One measurer for each neutral recording, all with the models of one. A recording is read when the first clip asks
/// for it; others that ask meanwhile wait. For any number of threads.
class NeutralMeasurers {
 public:
  /// The measurer must outlive it.
  explicit NeutralMeasurers(const Measurer& measurer) : measurer_(measurer) {}

  /// Fails as Measurer::with_neutral does, and with changed_clip where the recording is not the one that was imported.
  base::Result<const Measurer*> of(const NeutralFile& file, const std::stop_token& stopping);

 private:
  struct Entry {
    std::once_flag read;
    std::optional<base::Result<Measurer>> measurer;
  };
  std::shared_ptr<Entry> entry_of(const NeutralFile& file);
  [[nodiscard]] base::Result<Measurer> read(const NeutralFile& file, const std::stop_token& stopping) const;

  const Measurer& measurer_;
  std::mutex finding_;
  std::map<NeutralFile, std::shared_ptr<Entry>> entries_;
};

}  // namespace kizashi::pipeline
