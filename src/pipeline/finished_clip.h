// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "kizashi/document/value.h"
#include "kizashi/pipeline/clip_files.h"
#include "kizashi/pipeline/measurer.h"

namespace kizashi::pipeline {

/// The report of a clip whose files are all there, its sidecar of this provenance; nothing otherwise. The sidecar is
/// renamed last, so that where it stands the other files of its run are whole.
std::optional<ClipReport> finished_clip(const ClipFiles& files, const document::Value& provenance);

/// What a sidecar says of its clip; nothing where it is none.
std::optional<ClipReport> report_of(const ClipFiles& files, const document::Value& sidecar);

}  // namespace kizashi::pipeline
