// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/pipeline/batch.h"
#include "kizashi/pipeline/inputs.h"
#include "kizashi/pipeline/measurer.h"

namespace kizashi::pipeline {

struct StudyMeasureOptions {
  std::filesystem::path folder;  ///< of the study
  MeasureOptions measuring;      ///< its engine and models; the study settles the baseline, `jobs` the threads
  std::optional<int> jobs;       ///< clips at once; nothing: as share_cores() says, likewise below
  std::optional<int> threads;    ///< busy threads within a clip
  int cores = 1;
  std::string today;  ///< YYYY-MM-DD, which the end of an ethics approval is held against
};

/// A clip that has its measurement already.
struct MeasuredClip {
  ClipTask task;
  ClipReport report;  ///< without files
};

/// The clips of a study that have no current measurement: none whose provenance is what measuring it now would state.
/// One process at a time does this with a study.
class StudyMeasuring {
 public:
  /// Finds out what is to be done. Fails as store::StudyFile::open and Measurer::create do, and with not_permitted,
  /// busy_study, output_unwritable or disk_full.
  static base::Result<StudyMeasuring> prepare(const StudyMeasureOptions& options, const std::stop_token& stopping);

  StudyMeasuring(StudyMeasuring&&) noexcept;
  StudyMeasuring& operator=(StudyMeasuring&&) noexcept;
  ~StudyMeasuring();

  [[nodiscard]] const std::vector<ClipTask>& tasks() const;  ///< to be measured
  [[nodiscard]] const std::vector<MeasuredClip>& measured_before() const;
  [[nodiscard]] const std::vector<std::filesystem::path>& left_out() const;  ///< excluded, alone or with their person
  [[nodiscard]] const std::vector<std::string>& notes() const;               ///< what the user must know, one line each

  /// Measures the tasks. A clip is in the study, whole and with a line in its log, before its end is told; what one
  /// fails of, the others do not notice. Fails, each for its clip, as Measurer::measure and store::Change do, and with
  /// changed_clip, also where the neutral recording is not what it was.
  BatchOutcomes run(BatchListener& listener, const std::stop_token& stopping);

 private:
  class Impl;
  explicit StudyMeasuring(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace kizashi::pipeline
