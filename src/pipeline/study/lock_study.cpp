// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/lock_study.h"

#include <algorithm>

#include "kizashi/base/check.h"
#include "kizashi/document/value.h"
#include "kizashi/store/study_file.h"

namespace kizashi::pipeline {

namespace {

/// True where the protocol was frozen just now.
base::Result<bool> freeze(store::StudyFile& file, const std::string& sha256) {
  auto change = file.begin_change();
  if (!change.ok()) return change.error();
  const auto is_new = change->lock_protocol();
  if (!is_new.ok()) return is_new.error();
  if (!*is_new) return false;
  const std::string details = document::write_line(document::Value::object({{"sha256", sha256}}));
  if (auto status = change->log({"protocol.lock", std::nullopt, details}); !status.ok()) return status.error();
  if (auto status = change->commit(); !status.ok()) return status.error();
  return true;
}

}  // namespace

base::Result<LockedPlan> lock_study(const std::filesystem::path& folder) {
  auto file = store::StudyFile::open(folder);
  if (!file.ok()) return file.error();
  const auto before = file->protocol_versions();
  if (!before.ok()) return before.error();
  const auto is_new = freeze(*file, before->back().sha256);
  if (!is_new.ok()) return is_new.error();
  const auto after = file->protocol_versions();
  if (!after.ok()) return after.error();
  const store::ProtocolVersion& frozen = after->back();
  KIZASHI_CHECK(frozen.locked_utc.has_value(), "a plan that was frozen is");
  const bool is_another = std::any_of(after->begin(), after->end() - 1, [](const store::ProtocolVersion& version) {
    return version.locked_utc.has_value();
  });
  return LockedPlan{frozen.sha256, *frozen.locked_utc, !*is_new, is_another};
}

}  // namespace kizashi::pipeline
