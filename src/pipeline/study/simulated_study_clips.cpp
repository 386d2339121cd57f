// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/simulated_study_clips.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "kizashi/base/hash.h"
#include "kizashi/pipeline/output_folder.h"
#include "kizashi/pipeline/render_clip.h"
#include "kizashi/synth/study_clip.h"

namespace kizashi::pipeline {

namespace {

constexpr std::size_t neutral_every = 4;

struct ClipToMake {
  study::ClipKey key;
  synth::MovementScript script;
};

std::vector<ClipToMake> clips_to_make(const synth::StudySimulator& simulator, double duration_s) {
  std::vector<ClipToMake> clips;
  for (std::size_t idx = 0; idx < simulator.ratees().size(); ++idx) {
    const auto& ratee = simulator.ratees()[idx];
    if (!ratee.is_recorded) continue;
    clips.push_back({{ratee.person.id}, synth::main_clip_of(simulator, idx, duration_s)});
    if (idx % neutral_every != 0) continue;
    clips.push_back(
        {{ratee.person.id, 1, 1, study::ClipKind::neutral}, synth::neutral_clip_of(simulator, idx, duration_s)});
  }
  return clips;
}

std::int64_t frames_of(const std::vector<ClipToMake>& clips) {
  std::int64_t frames = 0;
  for (const ClipToMake& clip : clips) frames += clip.script.frame_count();
  return frames;
}

/// Several threads that take clip after clip until all are made or one fails.
class ClipFactory {
 public:
  using Progress = std::function<void(std::int64_t done, std::int64_t all)>;

  ClipFactory(const std::vector<ClipToMake>& clips, const Sitter& sitter, const synth::Portrait& portrait,
              const StudyClipsOptions& options)
      : clips_(clips), sitter_(sitter), portrait_(portrait), options_(options), all_frames_(frames_of(clips)) {
    rows_.resize(clips.size());
  }

  base::Result<std::vector<table::ClipRow>> run(const Progress& progress, const std::stop_token& stopping) {
    const std::stop_callback pass_on(stopping, [this] { stop_.request_stop(); });
    {
      std::vector<std::jthread> threads;
      for (int job = 1; job < options_.jobs; ++job) threads.emplace_back([&] { work(progress); });
      work(progress);
    }
    if (failure_) return *failure_;
    std::vector<table::ClipRow> rows;
    for (auto& row : rows_) rows.push_back(*std::move(row));
    return rows;
  }

 private:
  void work(const Progress& progress) {
    for (std::size_t idx = next_++; idx < clips_.size(); idx = next_++) {
      const base::Status status = safely_make(idx, progress);
      if (status.ok()) continue;
      const std::scoped_lock lock(shared_);
      if (!failure_) failure_ = status.error();
      stop_.request_stop();
      return;
    }
  }

  /// An exception must not leave a thread.
  base::Status safely_make(std::size_t idx, const Progress& progress) {
    try {
      return make(idx, progress);
    } catch (const std::exception& defect) {
      return base::Error{base::ErrorCode::defect,
                         fmt::format("a defect of the program, please report it: {}", defect.what())};
    }
  }

  base::Status make(std::size_t idx, const Progress& progress) {
    const ClipToMake& clip = clips_[idx];
    const std::string file = fmt::format("clips/{}.mp4", stem_of(clip.key));
    const auto path = options_.folder / file;
    auto video = create_simulated_video(path, clip.script);
    if (!video.ok()) return video.error();
    const synth::ClipSimulator simulator(portrait_, clip.script, sitter_.face());
    const auto after_frame = [&](std::int64_t) -> base::Status {
      const std::scoped_lock lock(shared_);
      ++frames_done_;
      if (progress) progress(frames_done_, all_frames_);
      return {};
    };
    if (auto status = render_frames(simulator, *video, after_frame, stop_.get_token()); !status.ok()) return status;
    if (auto status = video->finish(); !status.ok()) return status;
    auto sha256 = base::sha256_of_file(path);
    if (!sha256.ok()) return sha256.error();
    rows_[idx] = table::ClipRow{clip.key, file, *std::move(sha256)};
    return {};
  }

  const std::vector<ClipToMake>& clips_;
  const Sitter& sitter_;
  const synth::Portrait& portrait_;
  const StudyClipsOptions& options_;
  std::int64_t all_frames_;
  std::vector<std::optional<table::ClipRow>> rows_;
  std::atomic<std::size_t> next_{0};
  std::stop_source stop_;
  std::mutex shared_;  ///< guards what follows
  std::int64_t frames_done_ = 0;
  std::optional<base::Error> failure_;
};

}  // namespace

base::Result<std::vector<table::ClipRow>> render_study_clips(
    const synth::StudySimulator& simulator, const Sitter& sitter, const StudyClipsOptions& options,
    const std::function<void(std::int64_t done, std::int64_t all)>& progress, const std::stop_token& stopping) {
  const std::vector<ClipToMake> clips = clips_to_make(simulator, options.duration_s);
  if (clips.empty()) return std::vector<table::ClipRow>{};
  if (auto status = make_output_folder(options.folder / "clips"); !status.ok()) return status.error();
  const auto portrait = sitter.portrait(clips.front().script.size_px);
  if (!portrait.ok()) return portrait.error();
  return ClipFactory(clips, sitter, *portrait, options).run(progress, stopping);
}

}  // namespace kizashi::pipeline
