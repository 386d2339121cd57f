// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "kizashi/study/deployment.h"

namespace kizashi::study {

/// What a study is told when it is made.
struct StudyFacts {
  std::string title;                       ///< the folder's name unless given
  std::optional<Setting> setting;          ///< nothing: no score is taken in beside faces
  std::optional<Place> place;              ///< nothing: the setting's strictest row
  std::optional<std::string> ethics_id;    ///< of research
  std::optional<std::string> until_date;   ///< YYYY-MM-DD, end of the ethics approval or of the study
  std::optional<std::string> responsible;  ///< of a clinic: the health professional, named
  bool operator==(const StudyFacts&) const = default;
};

}  // namespace kizashi::study
