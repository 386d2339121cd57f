// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "kizashi/document/value.h"
#include "kizashi/pipeline/neutral_face.h"
#include "kizashi/pipeline/second_pass.h"
#include "kizashi/pipeline/unit_rules.h"
#include "kizashi/series/measurement_error.h"

namespace kizashi::pipeline {

/// One face as the sidecar tells of it.
struct FaceFacts {
  int face_id = 0;
  const UnitRules& rules;
  const FaceNeutral& neutral;
  const ClipFace& face;
  bool speech_is_known = false;  ///< of at least a part of the clip
  const series::MeasurementError& error;
  std::optional<std::string> error_unknown;  ///< why `error` says nothing of this clip; nothing where it holds
};

/// An entry of the sidecar's `faces`: baseline, gaps, and the summary of every action unit over the whole clip with its
/// standard error, while speaking and while silent, which are null where nothing is known of speech.
document::Value face_document(const FaceFacts& facts);

}  // namespace kizashi::pipeline
