// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/init_study.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "kizashi/document/value.h"
#include "kizashi/pipeline/study/load_protocol.h"
#include "kizashi/pipeline/study/study_facts_reader.h"
#include "kizashi/store/study_file.h"

namespace kizashi::pipeline {

namespace {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;

std::string folder_name(const fs::path& folder) {
  std::error_code failed;
  const fs::path whole = fs::absolute(folder, failed).lexically_normal();
  const fs::path name = whole.has_filename() ? whole.filename() : whole.parent_path().filename();
  return name.empty() ? "study" : name.string();
}

InitializedStudy result_of(const fs::path& folder, const study::StudyFacts& facts, std::string id, std::string sha256) {
  InitializedStudy made;
  made.folder = folder;
  made.title = facts.title;
  made.protocol_id = std::move(id);
  made.protocol_sha256 = std::move(sha256);
  made.rules = setting_rules_of(facts);
  return made;
}

base::Result<InitializedStudy> create(const InitStudyOptions& options, study::StudyFacts facts) {
  if (facts.title.empty()) facts.title = folder_name(options.folder);
  auto protocol = load_protocol(options.protocol.value_or(std::string(study::default_protocol)));
  if (!protocol.ok()) return protocol.error();
  auto file = store::StudyFile::create(options.folder, facts, *protocol);
  if (!file.ok()) return file.error();
  return result_of(options.folder, facts, protocol->protocol.id, protocol->sha256);
}

/// A simulated study holds nobody and no recording of anybody.
base::Status check_people(const store::StudyFile& file, const study::StudyFacts& facts) {
  if (facts.setting != study::Setting::simulated) return {};
  const auto people = file.participants();
  if (!people.ok()) return people.error();
  const bool all_simulated =
      std::all_of(people->begin(), people->end(), [](const study::Participant& one) { return one.is_simulated; });
  if (all_simulated) return {};
  return Error{ErrorCode::not_permitted,
               fmt::format("{}: the setting simulated is for simulated people alone, and this study holds others",
                           file.folder().string())};
}

/// The facts that are there, with what the options add.
study::StudyFacts completed(study::StudyFacts stored, const study::StudyFacts& given) {
  if (!given.title.empty()) stored.title = given.title;
  stored.setting = given.setting;
  stored.place = given.place;
  if (given.ethics_id) stored.ethics_id = given.ethics_id;
  if (given.until_date) stored.until_date = given.until_date;
  if (given.responsible) stored.responsible = given.responsible;
  return stored;
}

std::string details_of(const study::StudyFacts& facts) {
  document::Value details = document::Value::object();
  details.set("setting", study::word_of(*facts.setting));
  if (facts.place) details.set("place", study::word_of(*facts.place));
  return document::write_line(details);
}

base::Status store_setting(store::StudyFile& file, const study::StudyFacts& facts) {
  auto change = file.begin_change();
  if (!change.ok()) return change.error();
  if (auto status = change->set_facts(facts); !status.ok()) return status;
  if (auto status = change->log({"study.setting", std::nullopt, details_of(facts)}); !status.ok()) return status;
  return change->commit();
}

/// Why the options cannot complete the study that is there.
std::optional<Error> why_not_completed(const InitStudyOptions& options, const study::StudyFacts& stored) {
  const std::string folder = options.folder.string();
  if (stored.setting) {
    return Error{ErrorCode::existing_study,
                 fmt::format("{}: holds a study with the setting {} already; see kizashi study show {}", folder,
                             study::word_of(*stored.setting), folder)};
  }
  if (!options.setting) {
    return Error{ErrorCode::existing_study,
                 fmt::format("{}: holds a study already, still without a setting; give it one with --setting", folder)};
  }
  if (!options.protocol) return std::nullopt;
  return Error{
      ErrorCode::existing_study,
      fmt::format("{}: holds a study already; its protocol is changed by kizashi study import {} --protocol {}", folder,
                  folder, *options.protocol)};
}

base::Result<InitializedStudy> complete(const InitStudyOptions& options, const study::StudyFacts& given) {
  auto file = store::StudyFile::open(options.folder);
  if (!file.ok()) return file.error();
  const auto stored = file->facts();
  if (!stored.ok()) return stored.error();
  if (const auto problem = why_not_completed(options, *stored)) return *problem;
  const study::StudyFacts facts = completed(*stored, given);
  if (auto status = check_people(*file, facts); !status.ok()) return status.error();
  if (auto status = store_setting(*file, facts); !status.ok()) return status.error();
  const auto versions = file->protocol_versions();
  if (!versions.ok()) return versions.error();
  const auto protocol = study::parse_protocol(versions->back().canonical, "the study's protocol");
  if (!protocol.ok()) return protocol.error();
  InitializedStudy made = result_of(options.folder, facts, protocol->protocol.id, protocol->sha256);
  made.was_there = true;
  return made;
}

}  // namespace

base::Result<InitializedStudy> init_study(const InitStudyOptions& options, const std::string& today) {
  const auto facts = study_facts_of(options, today);
  if (!facts.ok()) return facts.error();
  std::error_code ignored;
  const bool is_there = fs::exists(options.folder / store::study_file_name, ignored);
  return is_there ? complete(options, *facts) : create(options, *facts);
}

}  // namespace kizashi::pipeline
