// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/measurer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "kizashi/base/hash.h"
#include "kizashi/face/camera.h"
#include "kizashi/infer/model.h"
#include "kizashi/media/video_reader.h"
#include "kizashi/pipeline/clip_files.h"
#include "kizashi/pipeline/clip_provenance.h"
#include "kizashi/pipeline/clip_sidecar.h"
#include "kizashi/pipeline/clip_tables.h"
#include "kizashi/pipeline/clip_watch.h"
#include "kizashi/pipeline/finished_clip.h"
#include "kizashi/pipeline/illustrate_clip.h"
#include "kizashi/pipeline/listen_to_clip.h"
#include "kizashi/pipeline/measure_checks.h"
#include "kizashi/pipeline/measuring_tools.h"
#include "kizashi/pipeline/neutral_face.h"
#include "kizashi/pipeline/observe_frames.h"
#include "kizashi/pipeline/output_files.h"
#include "kizashi/pipeline/output_folder.h"
#include "kizashi/pipeline/second_pass.h"
#include "kizashi/pipeline/unit_rules.h"
#include "kizashi/report/page.h"

namespace kizashi::pipeline {

namespace {

std::optional<std::int64_t> expected_frames(const media::VideoFacts& facts) {
  if (facts.stated_frames) return facts.stated_frames;
  if (!facts.stated_duration_s || !facts.stated_frame_rate_hz) return std::nullopt;
  return std::llround(*facts.stated_duration_s * *facts.stated_frame_rate_hz);
}

std::optional<double> fastest_speaking_mouth_mm_per_s(const std::map<int, ClipFace>& faces) {
  std::optional<double> fastest;
  for (const auto& [face_id, face] : faces) fastest = std::max(fastest, face.mouth.speaking_speed_mm_per_s);
  return fastest;
}

report::ClipFileNames names_of(const ClipFiles& files) {
  const auto name = [](const std::filesystem::path& path) { return path.filename().string(); };
  report::ClipFileNames names{name(files.openface_csv), name(files.measures_csv), name(files.sidecar), std::nullopt};
  if (files.overlay) names.overlay = name(*files.overlay);
  return names;
}

}  // namespace

class Measurer::Impl {
 public:
  Impl(MeasureOptions options, std::shared_ptr<const MeasuringTools> tools)
      : options_(std::move(options)), tools_(std::move(tools)) {
    baseline_.mode = options_.baseline;
  }

  base::Status read_recorded_neutral(const std::stop_token& stopping) {
    auto neutral =
        read_neutral(options_.neutral_recording, {*tools_->engine, *tools_->map, options_.threads}, stopping);
    if (!neutral.ok()) return neutral.error();
    baseline_.recorded = *std::move(neutral);
    return {};
  }

  void use_threads(int threads) { options_.threads = threads; }

  [[nodiscard]] const MeasureOptions& options() const { return options_; }
  [[nodiscard]] const std::shared_ptr<const MeasuringTools>& tools() const { return tools_; }
  [[nodiscard]] const BaselineChoice& baseline() const { return baseline_; }

  [[nodiscard]] document::Value provenance(const std::string& input_sha256, const BaselineChoice& baseline) const {
    return provenance_document(
        {input_sha256, options_.engine, *tools_->engine, map(), baseline, tools_->voice_detector});
  }

  [[nodiscard]] std::optional<ClipReport> finished(const ClipTask& task) const {
    if (task.problem) return std::nullopt;
    const auto input_sha256 = base::sha256_of_file(task.input);
    if (!input_sha256.ok()) return std::nullopt;
    return finished_clip(clip_files(task, options_), provenance(*input_sha256, baseline_));
  }

  [[nodiscard]] base::Result<ClipReport> measure(const ClipTask& task, const ClipHooks& hooks) const {
    if (task.problem) return *task.problem;
    auto source = media::open_file(task.input);
    if (!source.ok()) return source.error();
    auto input_sha256 = base::sha256_of_file(task.input);
    if (!input_sha256.ok()) return input_sha256.error();
    media::VideoReaderOptions reading;
    reading.colours = tools_->engine->colours();
    auto reader = media::VideoReader::open(*std::move(source), reading);
    if (!reader.ok()) return reader.error();
    if (auto status = make_output_folder(task.output_folder); !status.ok()) return status.error();
    auto raw = RawTables::create(task.output_folder, task.stem, tools_->engine->evidence_columns());
    if (!raw.ok()) return raw.error();
    if (options_.overlay != OverlayMode::none) {
      auto status = raw->keep_drawing_points(task.output_folder, task.stem);
      if (!status.ok()) return status.error();
    }
    const UnitRules rules = rules_for(reader->facts());
    ClipWatch watch(rules);
    ClipListener listener({task.input, reader->facts().has_audio, reader->health().start_s}, tools_->voice_detector);
    ClipProgress progress{0, frames_to_see(reader->facts())};
    const std::function<void()> after_each_frame = [&] {
      ++progress.frames_done;
      if (hooks.progress) hooks.progress(progress);
    };
    if (auto status = observe({*reader, listener, *raw, rules, watch, after_each_frame, hooks.stopping});
        !status.ok()) {
      return status.error();
    }
    const HeardClip heard = listener.finish(watch.intervals().duration_s);
    return finish({task, *input_sha256, *reader, *raw, rules, watch, heard, after_each_frame, hooks.stopping});
  }

 private:
  [[nodiscard]] const series::ActionUnitMap* map() const { return tools_->map ? &*tools_->map : nullptr; }

  [[nodiscard]] UnitRules rules_for(const media::VideoFacts& facts) const {
    const face::Reading reading = reading_under(baseline_.mode, facts.is_still_image);
    return {tools_->engine->evidence_columns(), baseline_.mode, reading, map(),
            tools_->engine->unit_predictors(reading)};
  }

  /// What the first pass reads and fills.
  struct Watching {
    media::VideoReader& reader;
    ClipListener& listener;
    RawTables& raw;
    const UnitRules& rules;
    ClipWatch& watch;
    const std::function<void()>& after_each_frame;
    std::stop_token stopping;
  };

  [[nodiscard]] base::Status observe(const Watching& watching) const {
    const auto sink = [&](const observation::FrameObservation& frame) -> base::Status {
      watching.watch.add(frame);
      watching.after_each_frame();
      return watching.raw.add(frame);
    };
    const ObserveOptions observing{options_.engine.faces, options_.threads, watching.stopping,
                                   [&] { return watching.listener.step(); }, watching.rules.reading};
    const auto next = [&] { return watching.reader.next(); };
    if (auto status = observe_frames(next, *tools_->engine, observing, sink); !status.ok()) return status;
    return watching.raw.finish();
  }

  [[nodiscard]] bool wants_pictures() const { return options_.overlay != OverlayMode::none || options_.report; }

  /// Where pictures are wanted, every frame is seen twice.
  [[nodiscard]] std::optional<std::int64_t> frames_to_see(const media::VideoFacts& facts) const {
    const auto frames = expected_frames(facts);
    return frames && wants_pictures() ? std::optional(2 * *frames) : frames;
  }

  /// All that the first pass leaves behind.
  struct Observed {
    const ClipTask& task;
    const std::string& input_sha256;
    const media::VideoReader& reader;
    const RawTables& raw;
    const UnitRules& rules;
    ClipWatch& watch;
    const HeardClip& heard;
    const std::function<void()>& after_each_frame;
    std::stop_token stopping;
  };

  [[nodiscard]] base::Result<ClipReport> finish(const Observed& observed) const {
    const ClipFiles names = clip_files(observed.task, options_);
    auto files = OutputFiles::create(names);
    if (!files.ok()) return files.error();
    const auto neutral_of_face = observed.watch.neutral_of_face(baseline_);
    const SecondPassTables tables{observed.raw.openface_path(), observed.raw.measures_path(),
                                  table::sink_to(files->openface()), table::sink_to(files->measures())};
    const auto faces = run_second_pass(
        tables, {observed.rules, neutral_of_face, observed.watch.predicted(), observed.heard.speech_at()},
        observed.stopping);
    if (!faces.ok()) return faces.error();
    const media::StreamHealth& health = observed.reader.health();
    const auto intervals = observed.watch.intervals();
    const auto quality =
        observed.watch.quality().report({health.corrupt_packets, health.untimed_frames, health.ends_early}, intervals,
                                        fastest_speaking_mouth_mm_per_s(*faces));
    const auto sidecar = make_sidecar({provenance(observed.input_sha256, baseline_), *tools_->engine, observed.rules,
                                       tools_->error, baseline_, observed.reader.facts(), health, intervals, quality,
                                       neutral_of_face, *faces, observed.heard, tools_->voice_detector});
    if (auto status = files->sidecar().write(document::write(sidecar)); !status.ok()) return status.error();
    if (auto status = add_pictures({observed, names, sidecar, quality, intervals, *faces}, *files); !status.ok()) {
      return status.error();
    }
    if (auto status = files->commit(); !status.ok()) return status.error();
    return ClipReport{names.openface_csv,
                      names.measures_csv,
                      names.sidecar,
                      names.overlay,
                      names.report,
                      quality.frames,
                      quality.frames_with_face,
                      static_cast<int>(faces->size()),
                      quality.verdict,
                      quality.reasons};
  }

  /// All that is known once the tables are whole.
  struct Measured {
    const Observed& observed;
    const ClipFiles& names;
    const document::Value& sidecar;
    const series::QualityReport& quality;
    const series::FrameIntervalReport& intervals;
    const std::map<int, ClipFace>& faces;
  };

  [[nodiscard]] OverlayWish overlay_wish(const Measured& measured, OutputFiles& files) const {
    const media::VideoFacts& video = measured.observed.reader.facts();
    OverlayWish wish;
    wish.path = *measured.names.overlay;
    wish.plan.width_px = video.width_px;
    wish.plan.height_px = video.height_px;
    wish.plan.focal_length_px =
        options_.engine.focal_length_px.value_or(face::default_camera(video.width_px, video.height_px).focal_length_px);
    wish.plan.edges = tools_->engine->drawing_edges();
    for (const auto& [face_id, face] : measured.faces) wish.plan.face_ids.push_back(face_id);
    if (!options_.overlay_units.empty()) wish.plan.units.clear();
    for (const std::string& code : options_.overlay_units) {
      wish.plan.units.push_back(*observation::action_unit_of(code));
    }
    wish.plan.verdict = measured.quality.verdict;
    wish.plan.reasons = measured.quality.reasons;
    wish.plan.hides_people = options_.overlay == OverlayMode::blurred;
    if (measured.intervals.median_s > 0.0) wish.frame_rate_hz = 1.0 / *measured.intervals.median_s;
    wish.limits = measured.quality.limits;
    wish.openface_csv = files.openface().partial_path();
    wish.measures_csv = files.measures().partial_path();
    wish.drawing_points = measured.observed.raw.drawing_points_path();
    return wish;
  }

  [[nodiscard]] base::Status add_pictures(const Measured& measured, OutputFiles& files) const {
    if (!wants_pictures()) return {};
    if (auto status = files.openface().flush(); !status.ok()) return status;
    if (auto status = files.measures().flush(); !status.ok()) return status;
    const Observed& observed = measured.observed;
    IllustrationPlan plan{observed.task.input, measured.quality.frames,   std::nullopt,
                          options_.report,     observed.after_each_frame, observed.stopping};
    if (options_.overlay != OverlayMode::none) plan.overlay = overlay_wish(measured, files);
    auto pictures = illustrate_clip(plan);
    if (!pictures.ok()) return pictures.error();
    if (pictures->overlay) files.take_overlay(*std::move(pictures->overlay));
    if (!options_.report) return {};
    const auto report = report::make_clip_report(
        {observed.task.stem, options_.overlay == OverlayMode::blurred, names_of(measured.names), measured.sidecar,
         files.openface().partial_path(), files.measures().partial_path(), std::move(pictures->thumbnails)});
    if (!report.ok()) return report.error();
    return files.report().write(report::page_with(*report));
  }

  MeasureOptions options_;
  std::shared_ptr<const MeasuringTools> tools_;
  BaselineChoice baseline_;
};

std::optional<std::filesystem::path> default_model_cache_folder() { return infer::user_cache_folder(); }

base::Result<Measurer> Measurer::create(const MeasureOptions& options, const std::stop_token& stopping) {
  if (auto status = check_measure_options(options); !status.ok()) return status.error();
  auto tools = load_measuring_tools(options);
  if (!tools.ok()) return tools.error();
  return with(options, *std::move(tools), stopping);
}

base::Result<Measurer> Measurer::with(const MeasureOptions& options, std::shared_ptr<const MeasuringTools> tools,
                                      const std::stop_token& stopping) {
  auto impl = std::make_unique<Impl>(options, std::move(tools));
  if (options.baseline == series::BaselineMode::recorded) {
    if (auto status = impl->read_recorded_neutral(stopping); !status.ok()) return status.error();
  }
  return Measurer(std::move(impl));
}

base::Result<Measurer> Measurer::with_neutral(const std::filesystem::path& recording,
                                              const std::stop_token& stopping) const {
  MeasureOptions options = impl_->options();
  options.baseline = series::BaselineMode::recorded;
  options.neutral_recording = recording;
  if (auto status = check_measure_options(options); !status.ok()) return status.error();
  return with(options, impl_->tools(), stopping);
}

Measurer::Measurer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Measurer::Measurer(Measurer&&) noexcept = default;
Measurer& Measurer::operator=(Measurer&&) noexcept = default;
Measurer::~Measurer() = default;

std::optional<ClipReport> Measurer::finished(const ClipTask& task) const { return impl_->finished(task); }

base::Result<ClipReport> Measurer::measure(const ClipTask& task, const ClipHooks& hooks) const {
  return impl_->measure(task, hooks);
}

Measurer Measurer::with_threads(int threads) const {
  auto impl = std::make_unique<Impl>(*impl_);
  impl->use_threads(threads);
  return Measurer(std::move(impl));
}

document::Value Measurer::provenance(const std::string& input_sha256) const {
  return impl_->provenance(input_sha256, impl_->baseline());
}

document::Value Measurer::provenance(const std::string& input_sha256, const NeutralFacts& neutral) const {
  return impl_->provenance(input_sha256,
                           {series::BaselineMode::recorded, RecordedNeutral{{}, neutral.frames, neutral.sha256}});
}

std::optional<NeutralFacts> Measurer::neutral() const {
  const auto& recorded = impl_->baseline().recorded;
  if (!recorded) return std::nullopt;
  return NeutralFacts{recorded->frames, recorded->sha256};
}

}  // namespace kizashi::pipeline
