// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "kizashi/base/result.h"
#include "kizashi/pipeline/study/setting_rules.h"

namespace kizashi::pipeline {

/// What somebody says of a study when it is made, in their words.
struct InitStudyOptions {
  std::filesystem::path folder;
  std::optional<std::string> title;  ///< nothing: the folder's name
  std::optional<std::string> setting;
  std::optional<std::string> place;
  std::optional<std::string> ethics_id;
  std::optional<std::string> until_date;  ///< YYYY-MM-DD
  std::optional<std::string> responsible;
  std::optional<std::string> protocol;  ///< name or file; nothing: study::default_protocol
};

struct InitializedStudy {
  std::filesystem::path folder;
  std::string title;
  bool was_there = false;  ///< it had no setting, and has one now
  std::string protocol_id;
  std::string protocol_sha256;
  SettingRules rules;
};

/// Makes a study, or gives a setting to one that has none yet (logged). Fails with invalid_option, existing_study,
/// missing_file, invalid_document, not_permitted (a simulated study that holds people who are not) and as
/// store::StudyFile does. `today` is YYYY-MM-DD.
base::Result<InitializedStudy> init_study(const InitStudyOptions& options, const std::string& today);

}  // namespace kizashi::pipeline
