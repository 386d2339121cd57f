// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "kizashi/base/result.h"
#include "kizashi/document/value.h"
#include "kizashi/store/study_file.h"
#include "kizashi/study/clip.h"
#include "kizashi/study/study_facts.h"

namespace kizashi::pipeline {

/// What a sidecar says of the protocol: id, sha256, and whether it is locked. Fails with invalid_document where the
/// version holds no protocol.
base::Result<document::Value> protocol_object(const store::ProtocolVersion& version);

/// The sidecar's `study`, in which alone it tells of the study that a clip belongs to; `protocol` is protocol_object().
document::Value study_object(const study::StudyFacts& facts, const study::ClipKey& key,
                             const document::Value& protocol);

/// A sidecar as `kizashi measure` writes it, and the `study` object behind all else. Fails with invalid_document.
base::Result<std::string> with_study_object(std::string_view sidecar, const document::Value& study);

/// The way back; a sidecar without one stays what it is.
document::Value without_study_object(const document::Value& sidecar);

}  // namespace kizashi::pipeline
