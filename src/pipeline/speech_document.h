// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kizashi/document/value.h"
#include "kizashi/pipeline/listen_to_clip.h"
#include "kizashi/series/mouth_motion.h"

namespace kizashi::pipeline {

/// The sidecar's `speech`: how much of the clip is spoken and how that was decided, or why it is not known.
document::Value speech_document(const HeardClip& heard, const speech::VoiceDetector& detector, double clip_duration_s);

/// A face's `mouth_motion`: whether its mouth moves with the voice.
document::Value mouth_motion_document(const series::MouthMotion& motion);

}  // namespace kizashi::pipeline
