// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/simulate_clip.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "kizashi/base/atomic_file.h"
#include "kizashi/pipeline/output_folder.h"
#include "kizashi/pipeline/render_clip.h"
#include "kizashi/pipeline/sitter.h"
#include "kizashi/synth/clip_simulator.h"
#include "kizashi/table/csv_writer.h"

namespace kizashi::pipeline {

namespace {

struct ScriptText {
  std::string text;
  std::string name;
};

base::Result<ScriptText> preset_text(const std::string& name) {
  for (const synth::Preset& preset : synth::presets()) {
    if (preset.name == name) return ScriptText{std::string(preset.text), "preset " + name};
  }
  return base::Error{base::ErrorCode::invalid_option,
                     fmt::format("no preset is called {}; there are {}", name, fmt::join(simulation_presets(), ", "))};
}

base::Result<ScriptText> script_text(const SimulateClipOptions& options) {
  if (options.script.empty()) return preset_text(options.preset);
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(options.script, ignored)) {
    return base::Error{base::ErrorCode::missing_file, fmt::format("{}: no such script", options.script.string())};
  }
  std::ifstream stream(options.script, std::ios::binary);
  return ScriptText{{std::istreambuf_iterator<char>(stream), {}}, options.script.string()};
}

base::Status write_truth_row(table::CsvWriter& writer, const synth::ClipSimulator& simulator, std::int64_t frame_idx) {
  writer.put_integer(frame_idx + 1).put_fixed(simulator.timestamp_s(frame_idx), 6);
  for (const double displacement : simulator.displacements(frame_idx)) writer.put_fixed(displacement, 4);
  return writer.end_row();
}

std::vector<std::string> truth_header() {
  std::vector<std::string> header{"frame", "timestamp"};
  const auto& columns = synth::displacement_columns();
  header.insert(header.end(), columns.begin(), columns.end());
  return header;
}

std::filesystem::path truth_path(const std::filesystem::path& video) {
  return video.parent_path() / (video.stem().string() + ".truth.csv");
}

}  // namespace

std::vector<std::string> simulation_presets() {
  std::vector<std::string> names;
  for (const synth::Preset& preset : synth::presets()) names.emplace_back(preset.name);
  return names;
}

base::Result<SimulatedClip> simulate_clip(const SimulateClipOptions& options,
                                          const std::function<void(std::int64_t done, std::int64_t all)>& progress,
                                          const std::stop_token& stopping) {
  const auto text = script_text(options);
  if (!text.ok()) return text.error();
  const auto script = synth::parse_script(text->text, text->name);
  if (!script.ok()) return script.error();
  if (auto status = make_output_folder(options.output.parent_path()); !status.ok()) return status.error();
  auto video = create_simulated_video(options.output, *script);
  if (!video.ok()) return video.error();
  auto truth = base::AtomicFile::create(truth_path(options.output));
  if (!truth.ok()) return truth.error();
  const auto sitter = Sitter::load(options.model_folders);
  if (!sitter.ok()) return sitter.error();
  auto portrait = sitter->portrait(script->size_px);
  if (!portrait.ok()) return portrait.error();
  const synth::ClipSimulator simulator(*std::move(portrait), *script, sitter->face());
  table::CsvWriter writer(table::sink_to(*truth), truth_header());
  const auto after_frame = [&](std::int64_t idx) -> base::Status {
    if (auto status = write_truth_row(writer, simulator, idx); !status.ok()) return status;
    if (progress) progress(idx + 1, simulator.frame_count());
    return {};
  };
  if (auto status = render_frames(simulator, *video, after_frame, stopping); !status.ok()) return status.error();
  if (auto status = writer.finish(); !status.ok()) return status.error();
  if (auto status = video->finish(); !status.ok()) return status.error();
  if (auto status = truth->commit(); !status.ok()) return status.error();
  return SimulatedClip{options.output, truth_path(options.output), simulator.frame_count()};
}

}  // namespace kizashi::pipeline
