// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/simulate_clip.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "kizashi/base/atomic_file.h"
#include "kizashi/face/mesh/mesh_networks.h"
#include "kizashi/infer/model.h"
#include "kizashi/infer/model_store.h"
#include "kizashi/media/video_reader.h"
#include "kizashi/media/video_writer.h"
#include "kizashi/pipeline/output_folder.h"
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

struct Sitter {
  synth::Portrait portrait;
  face::mesh::CanonicalFace face;
};

base::Result<Sitter> load_sitter(int size_px, const std::vector<std::filesystem::path>& model_folders) {
  const auto folders = model_folders.empty() ? infer::default_model_folders() : model_folders;
  const infer::ModelStore store(infer::built_in_manifest(), folders);
  const infer::Runtime runtime({infer::user_cache_folder()});
  const auto networks = face::mesh::load_mesh_networks(runtime, store);
  if (!networks.ok()) return networks.error();
  auto file = store.load("portrait");
  if (!file.ok()) return file.error();
  auto source = media::open_memory(std::move(file->bytes), "portrait");
  if (!source.ok()) return source.error();
  auto reader = media::VideoReader::open(*std::move(source));
  if (!reader.ok()) return reader.error();
  const auto picture = reader->next();
  if (!picture.ok()) return picture.error();
  auto portrait = synth::prepare_portrait((*picture)->rgb, *networks, size_px);
  if (!portrait.ok()) return portrait.error();
  return Sitter{*std::move(portrait), networks->canonical_face};
}

media::VideoWriterOptions video_options(const synth::MovementScript& script) {
  media::VideoWriterOptions options{script.size_px, script.size_px, script.frame_rate_hz};
  options.quality_crf = script.quality_crf;
  return options;
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
  auto video = media::VideoWriter::create(options.output, video_options(*script));
  if (!video.ok()) return video.error();
  auto truth = base::AtomicFile::create(truth_path(options.output));
  if (!truth.ok()) return truth.error();
  auto sitter = load_sitter(script->size_px, options.model_folders);
  if (!sitter.ok()) return sitter.error();
  const synth::ClipSimulator simulator(std::move(sitter->portrait), *script, sitter->face);
  table::CsvWriter writer(table::sink_to(*truth), truth_header());
  for (std::int64_t idx = 0; idx < simulator.frame_count(); ++idx) {
    if (stopping.stop_requested()) return base::Error{base::ErrorCode::interrupted, "stopped on request"};
    const double timestamp_s = simulator.timestamp_s(idx);
    if (auto status = video->write(simulator.frame(idx), timestamp_s); !status.ok()) return status.error();
    if (auto status = write_truth_row(writer, simulator, idx); !status.ok()) return status.error();
    if (progress) progress(idx + 1, simulator.frame_count());
  }
  if (auto status = writer.finish(); !status.ok()) return status.error();
  if (auto status = video->finish(); !status.ok()) return status.error();
  if (auto status = truth->commit(); !status.ok()) return status.error();
  return SimulatedClip{options.output, truth_path(options.output), simulator.frame_count()};
}

}  // namespace kizashi::pipeline
