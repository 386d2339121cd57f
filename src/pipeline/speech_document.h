// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kizashi/document/value.h"
#include "kizashi/pipeline/listen_to_clip.h"

namespace kizashi::pipeline {

/// The sidecar's `speech`: how much of the clip is spoken and how that was decided, or why it is not known.
document::Value speech_document(const HeardClip& heard, const speech::VoiceDetector& detector, double clip_duration_s);

}  // namespace kizashi::pipeline
