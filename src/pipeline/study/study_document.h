// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
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

/// What the text of a study.json says; `name` is what messages call it. Fails with invalid_document where it does not
/// say what it must, or less than its setting asks for.
base::Result<StudyDocument> parse_study_document(std::string_view text, const std::string& name);

/// Reads study.json. Fails also as document::read_file does.
base::Result<StudyDocument> read_study_document(const std::filesystem::path& file);

}  // namespace kizashi::pipeline
