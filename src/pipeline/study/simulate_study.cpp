// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/simulate_study.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "kizashi/base/atomic_file.h"
#include "kizashi/document/value.h"
#include "kizashi/pipeline/sitter.h"
#include "kizashi/pipeline/study/simulated_study_clips.h"
#include "kizashi/pipeline/study/simulated_study_folder.h"
#include "kizashi/pipeline/study/simulated_study_tables.h"
#include "kizashi/synth/study_effects.h"
#include "kizashi/synth/study_simulator.h"
#include "kizashi/synth/study_truth.h"

namespace kizashi::pipeline {

namespace {

constexpr std::int64_t largest_seed = (std::int64_t{1} << 53) - 1;  // that every reader of JSON takes as it is
constexpr int most_people = 100000;
constexpr double shortest_clip_s = 1.0;
constexpr double longest_clip_s = 600.0;

base::Error invalid(std::string message) { return {base::ErrorCode::invalid_option, std::move(message)}; }

base::Status check_share(const std::optional<double>& share, std::string_view option) {
  if (!share || (*share >= 0.0 && *share <= 1.0)) return {};
  return invalid(fmt::format("{} {}: a share from 0 to 1", option, *share));
}

base::Status check(const SimulateStudyOptions& options) {
  if (options.seed < 0 || options.seed > largest_seed) return invalid(fmt::format("--seed is 0 to {}", largest_seed));
  if (options.ratees < 1 || options.ratees > most_people)
    return invalid(fmt::format("--ratees is 1 to {}", most_people));
  if (options.raters < 0 || options.raters > most_people)
    return invalid(fmt::format("--raters is 0 to {}", most_people));
  if (!(options.clip_duration_s >= shortest_clip_s && options.clip_duration_s <= longest_clip_s)) {
    return invalid(fmt::format("--clip-seconds is {} to {}", shortest_clip_s, longest_clip_s));
  }
  if (options.jobs < 1) return invalid("--jobs is at least 1");
  if (auto status = check_share(options.missing_share, "--missing"); !status.ok()) return status;
  return check_share(options.dropout_share, "--dropouts");
}

base::Result<synth::StudyEffects> effects_of(const std::string& name) {
  for (const auto& effects : synth::built_in_effects()) {
    if (effects.name == name) return synth::parse_study_effects(effects.text, "effects " + name);
  }
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(name, ignored)) {
    return base::Error{base::ErrorCode::missing_file, fmt::format("{}: no such effects; name a file, or {}", name,
                                                                  fmt::join(built_in_study_effects(), " or "))};
  }
  std::ifstream stream(name, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  return synth::parse_study_effects(text, name);
}

base::Result<synth::StudyDesign> design_of(const SimulateStudyOptions& options) {
  if (auto status = check(options); !status.ok()) return status.error();
  auto effects = effects_of(options.effects);
  if (!effects.ok()) return effects.error();
  effects->missing_share = options.missing_share.value_or(effects->missing_share);
  effects->dropout_share = options.dropout_share.value_or(effects->dropout_share);
  return synth::StudyDesign{*std::move(effects), static_cast<std::uint64_t>(options.seed), options.ratees,
                            options.raters};
}

base::Status write_text(const std::string& text, const std::filesystem::path& path) {
  auto file = base::AtomicFile::create(path);
  if (!file.ok()) return file.error();
  if (auto status = file->write(text); !status.ok()) return status;
  return file->commit();
}

using Progress = std::function<void(std::int64_t frames_done, std::int64_t frames)>;

base::Result<std::int64_t> make_clips(const synth::StudySimulator& simulator, const Sitter& sitter,
                                      const SimulateStudyOptions& options, const Progress& progress,
                                      const std::stop_token& stopping) {
  const auto clips = render_study_clips(
      simulator, sitter, {options.output_folder, options.clip_duration_s, options.jobs}, progress, stopping);
  if (!clips.ok()) return clips.error();
  const SimulatedStudyFiles files(options.output_folder);
  if (auto status = write_simulated_clips(*clips, files.clips_table); !status.ok()) return status.error();
  return static_cast<std::int64_t>(clips->size());
}

base::Status write_tables(const synth::StudySimulator& simulator, const SimulatedStudyFiles& files,
                          const std::stop_token& stopping, SimulatedStudy& study) {
  if (auto status = write_simulated_participants(simulator, files.participants); !status.ok()) return status;
  const auto values = write_simulated_values(simulator, files.action_units);
  if (!values.ok()) return values.error();
  study.unit_values = *values;
  const auto ratings = write_simulated_ratings(simulator, files.ratings, stopping);
  if (!ratings.ok()) return ratings.error();
  study.ratings = *ratings;
  return {};
}

}  // namespace

std::vector<std::string> built_in_study_effects() {
  std::vector<std::string> names;
  for (const auto& effects : synth::built_in_effects()) names.emplace_back(effects.name);
  return names;
}

base::Result<SimulatedStudy> simulate_study(
    const SimulateStudyOptions& options,
    const std::function<void(std::int64_t frames_done, std::int64_t frames)>& progress,
    const std::stop_token& stopping) {
  auto design = design_of(options);
  if (!design.ok()) return design.error();
  std::optional<Sitter> sitter;
  if (options.with_clips) {
    auto loaded = Sitter::load(options.model_folders);
    if (!loaded.ok()) return loaded.error();
    sitter = *std::move(loaded);
  }
  const synth::StudySimulator simulator(*std::move(design));
  if (auto status = clear_simulated_study(options.output_folder); !status.ok()) return status.error();
  // The truth comes first: by it the folder is known as nobody's, whatever becomes of the rest.
  const auto clip_duration_s = options.with_clips ? std::optional(options.clip_duration_s) : std::nullopt;
  const SimulatedStudyFiles files(options.output_folder);
  if (auto status = write_text(document::write(synth::truth_of(simulator, clip_duration_s)), files.truth);
      !status.ok()) {
    return status.error();
  }
  SimulatedStudy study{options.output_folder, files.truth, options.ratees, options.raters};
  if (sitter) {
    const auto clips = make_clips(simulator, *sitter, options, progress, stopping);
    if (!clips.ok()) return clips.error();
    study.clips = *clips;
  }
  if (auto status = write_tables(simulator, files, stopping, study); !status.ok()) return status.error();
  return study;
}

}  // namespace kizashi::pipeline
