// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/document/value.h"
#include "kizashi/store/study_file.h"
#include "kizashi/study/study_facts.h"

namespace kizashi::pipeline {

/// What study.json of an export tells of a study: all but its people.
struct StudyDocument {
  study::StudyFacts facts;
  std::vector<store::ProtocolVersion> protocol_versions;  ///< oldest first, at least one
  std::string content_sha256;
};

document::Value to_document(const StudyDocument& study);

/// Reads study.json. Fails as document::read_file does, and with invalid_document where it does not say what it must.
base::Result<StudyDocument> read_study_document(const std::filesystem::path& file);

}  // namespace kizashi::pipeline
