// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/measure_study.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <system_error>
#include <utility>

#include "kizashi/base/check.h"
#include "kizashi/document/value.h"
#include "kizashi/pipeline/finished_clip.h"
#include "kizashi/pipeline/study/clip_checksum.h"
#include "kizashi/pipeline/study/current_measurements.h"
#include "kizashi/pipeline/study/measuring_plan.h"
#include "kizashi/pipeline/study/neutral_measurers.h"
#include "kizashi/pipeline/study/study_lock.h"
#include "kizashi/pipeline/study/study_permission.h"
#include "kizashi/pipeline/study/take_in_clip.h"
#include "kizashi/pipeline/study/work_folder.h"
#include "kizashi/store/study_file.h"
#include "kizashi/study/protocol.h"

namespace kizashi::pipeline {

namespace {

series::BaselineMode mode_of(study::Baseline baseline) {
  switch (baseline) {
    case study::Baseline::none:
      return series::BaselineMode::none;
    case study::Baseline::clip:
      return series::BaselineMode::clip;
    case study::Baseline::running:
      return series::BaselineMode::running;
  }
  KIZASHI_CHECK(false, "no further baseline");
}

base::Result<series::BaselineMode> baseline_of(const store::StudyFile& study) {
  const auto versions = study.protocol_versions();
  if (!versions.ok()) return versions.error();
  KIZASHI_CHECK(!versions->empty(), "a study has a protocol from the first day");
  const auto document = study::parse_protocol(versions->back().canonical, "the study's protocol");
  if (!document.ok()) return document.error();
  return mode_of(document->protocol.baseline);
}

void remove_files(const ClipReport& report) {
  std::error_code ignored;
  for (const auto* file : {&report.openface_csv, &report.measures_csv, &report.sidecar}) {
    std::filesystem::remove(*file, ignored);
  }
}

}  // namespace

class StudyMeasuring::Impl {
 public:
  Impl(store::StudyFile study, StudyLock lock, WorkFolder work)
      : study_(std::move(study)), lock_(std::move(lock)), work_(std::move(work)) {}

  base::Status prepare(const StudyMeasureOptions& options, const std::stop_token& stopping) {
    if (auto status = read_clips(); !status.ok()) return status;
    if (planned_.empty()) return {};
    const auto baseline = baseline_of(study_);
    if (!baseline.ok()) return baseline.error();
    MeasureOptions measuring = options.measuring;
    measuring.baseline = *baseline;
    if (measuring.engine_choice != EngineChoice::mesh) leave_out_neutrals(*baseline);
    auto measurer = Measurer::create(measuring, stopping);
    if (!measurer.ok()) return measurer.error();
    if (auto status = leave_out_measured(*measurer); !status.ok()) return status;
    const Parallelism shared = share_cores(options.jobs, options.threads, planned_.size(), options.cores);
    jobs_ = shared.jobs;
    measurer_.emplace(measurer->with_threads(shared.threads));
    neutral_measurers_.emplace(*measurer_);
    return {};
  }

  void note(std::string text) { notes_.push_back(std::move(text)); }

  [[nodiscard]] const std::vector<ClipTask>& tasks() const { return tasks_; }
  [[nodiscard]] const std::vector<MeasuredClip>& measured_before() const { return measured_before_; }
  [[nodiscard]] const std::vector<std::filesystem::path>& left_out() const { return left_out_; }
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

  BatchOutcomes run(BatchListener& listener, const std::stop_token& stopping) {
    const ClipWork work = [&](std::size_t task_idx, const ClipHooks& hooks) -> ClipOutcome {
      return {measure(task_idx, hooks), false};
    };
    return work_through(tasks_, jobs_, work, listener, stopping);
  }

 private:
  /// A clip lies where it was imported from: below the study's folder, or anywhere.
  [[nodiscard]] std::filesystem::path path_of(const study::Clip& clip) const { return study_.folder() / clip.file; }

  base::Status read_clips() {
    const auto clips = study_.clips();
    if (!clips.ok()) return clips.error();
    const auto exclusions = study_.exclusions();
    if (!exclusions.ok()) return exclusions.error();
    MeasurableClips measurable = measurable_clips(*clips, *exclusions);
    planned_ = std::move(measurable.clips);
    for (const study::Clip& clip : measurable.left_out) left_out_.push_back(path_of(clip));
    return {};
  }

  void leave_out_neutrals(series::BaselineMode baseline) {
    std::size_t clips = 0;
    for (PlannedClip& one : planned_) clips += std::exchange(one.neutral, std::nullopt) ? 1U : 0U;
    if (clips == 0) return;
    note(
        fmt::format("the openface engine knows no neutral recording: {} clips of people who have one count from the "
                    "protocol's baseline, {}",
                    clips, series::word_of(baseline)));
  }

  base::Status leave_out_measured(const Measurer& measurer) {
    const auto stored = study_.measurements();
    if (!stored.ok()) return stored.error();
    const CurrentMeasurements current(*stored);
    std::vector<PlannedClip> to_measure;
    for (PlannedClip& one : planned_) {
      const auto id = current.find(one, measurer);
      if (!id) {
        to_measure.push_back(std::move(one));
      } else if (auto status = add_measured(one.clip, *id); !status.ok()) {
        return status;
      }
    }
    planned_ = std::move(to_measure);
    for (const PlannedClip& one : planned_) tasks_.push_back(task_of(one.clip));
    return {};
  }

  base::Status add_measured(const study::Clip& clip, std::int64_t measurement_id) {
    const auto measurement = study_.measurement(measurement_id);
    if (!measurement.ok()) return measurement.error();
    const auto sidecar = document::parse(measurement->sidecar.value_or(""), "a stored sidecar");
    const auto report = sidecar.ok() ? report_of({}, *sidecar) : std::nullopt;
    if (!report) {
      return base::Error{base::ErrorCode::damaged_study,
                         fmt::format("{}: the sidecar of measurement {} is not whole; kizashi study verify says more",
                                     study_.folder().string(), measurement_id)};
    }
    measured_before_.push_back({task_of(clip), *report});
    return {};
  }

  /// The work files are numbered: a person's id may be too long for a file's name with all its endings.
  [[nodiscard]] ClipTask task_of(const study::Clip& clip) const {
    return {path_of(clip), work_.path(), fmt::format("{}", tasks_.size() + 1)};
  }

  base::Result<const Measurer*> measurer_of(const PlannedClip& planned, const std::stop_token& stopping) {
    if (!planned.neutral) return &*measurer_;
    const std::filesystem::path neutral = path_of(*planned.neutral);
    auto measurer = neutral_measurers_->of({neutral, planned.neutral->sha256}, stopping);
    if (measurer.ok() || measurer.error().code == base::ErrorCode::interrupted) return measurer;
    return base::Error{measurer.error().code,
                       fmt::format("{}: its neutral recording cannot be used; mend it, or exclude that clip: {}",
                                   path_of(planned.clip).string(), measurer.error().message)};
  }

  base::Result<ClipReport> measure(std::size_t task_idx, const ClipHooks& hooks) {
    const PlannedClip& planned = planned_.at(task_idx);
    const ClipTask& task = tasks_.at(task_idx);
    if (auto status = check_clip(task.input, planned.clip.sha256); !status.ok()) return status.error();
    const auto measurer = measurer_of(planned, hooks.stopping);
    if (!measurer.ok()) return measurer.error();
    auto report = (*measurer)->measure(task, hooks);
    if (!report.ok()) return report;
    const base::Status status = take_in(planned.clip, *report, hooks.stopping);
    remove_files(*report);
    if (!status.ok()) return status.error();
    return report;
  }

  base::Status take_in(const study::Clip& clip, const ClipReport& report, const std::stop_token& stopping) {
    const std::scoped_lock lock(changing_);
    return take_in_clip(study_, clip, report, stopping);
  }

  // In this order: the work folder goes before the lock.
  store::StudyFile study_;
  StudyLock lock_;
  WorkFolder work_;
  std::vector<PlannedClip> planned_;  ///< one for each task
  std::vector<ClipTask> tasks_;
  std::vector<MeasuredClip> measured_before_;
  std::vector<std::filesystem::path> left_out_;
  std::vector<std::string> notes_;
  std::optional<Measurer> measurer_;
  std::optional<NeutralMeasurers> neutral_measurers_;
  int jobs_ = 1;
  std::mutex changing_;  ///< of the study's file, which is for one thread
};

base::Result<StudyMeasuring> StudyMeasuring::prepare(const StudyMeasureOptions& options,
                                                     const std::stop_token& stopping) {
  auto study = store::StudyFile::open(options.folder);
  if (!study.ok()) return study.error();
  const auto facts = study->facts();
  if (!facts.ok()) return facts.error();
  const auto condition = study_permission(*facts, study::Action::measure, options.today);
  if (!condition.ok()) return condition.error();
  auto lock = StudyLock::take(options.folder);
  if (!lock.ok()) return lock.error();
  auto work = WorkFolder::make(options.folder, Work::measuring);
  if (!work.ok()) return work.error();
  auto impl = std::make_unique<Impl>(*std::move(study), *std::move(lock), *std::move(work));
  if (*condition) impl->note(fmt::format("allowed on a condition: {}", **condition));
  if (auto status = impl->prepare(options, stopping); !status.ok()) return status.error();
  return StudyMeasuring(std::move(impl));
}

StudyMeasuring::StudyMeasuring(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
StudyMeasuring::StudyMeasuring(StudyMeasuring&&) noexcept = default;
StudyMeasuring& StudyMeasuring::operator=(StudyMeasuring&&) noexcept = default;
StudyMeasuring::~StudyMeasuring() = default;

const std::vector<ClipTask>& StudyMeasuring::tasks() const { return impl_->tasks(); }
const std::vector<MeasuredClip>& StudyMeasuring::measured_before() const { return impl_->measured_before(); }
const std::vector<std::filesystem::path>& StudyMeasuring::left_out() const { return impl_->left_out(); }
const std::vector<std::string>& StudyMeasuring::notes() const { return impl_->notes(); }

BatchOutcomes StudyMeasuring::run(BatchListener& listener, const std::stop_token& stopping) {
  return impl_->run(listener, stopping);
}

}  // namespace kizashi::pipeline
