// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/document/value.h"

namespace kizashi::pipeline {

enum class Finding {
  ok,
  note,     ///< worth knowing; everything works
  problem,  ///< something needed is missing or wrong
};

/// The word of a finding: ok, note, problem.
std::string_view word_of(Finding finding);

/// One thing looked at.
struct Check {
  std::string name;  ///< a word or two, for example `model face_detector`
  Finding finding = Finding::ok;
  std::string sentence;  ///< what was found, without a full stop
  std::string advice;    ///< what to do; empty where nothing needs doing
  document::Value facts = document::Value::object();
};

struct DoctorOptions {
  std::vector<std::filesystem::path> model_folders;  ///< with the program's own models; empty: where it finds them
  /// With OpenFace's models; nothing: they are not looked for.
  std::optional<std::filesystem::path> openface_folder = std::nullopt;
};

/// A folder that somebody asks about: one laid out as OpenFace's models are is looked at as such, any other one for the
/// program's own models.
DoctorOptions doctor_options_for(const std::filesystem::path& folder);

/// What a caller can hear and say while the doctor works.
struct DoctorHooks {
  std::function<void(const Check&)> found;  ///< called after each check; may be empty
  std::stop_token stopping;
};

enum class Health {
  well,
  part_missing,      ///< something needed is absent or has a wrong checksum
  self_test_failed,  ///< all is there, and still a known movement was not measured as it is
};

/// What is installed and whether it works.
struct Diagnosis {
  std::vector<Check> checks;  ///< processor, inference, models, FFmpeg, folders, OpenFace; self-test last
  Health health = Health::well;
};

/// Looks at every part of the installation and runs the self-test. Missing parts are findings, not errors; fails with
/// interrupted alone.
base::Result<Diagnosis> diagnose(const DoctorOptions& options, const DoctorHooks& hooks);

/// The same as one object, with the program's version.
document::Value to_document(const Diagnosis& diagnosis);

}  // namespace kizashi::pipeline
