// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/neutral_measurers.h"

#include "kizashi/pipeline/study/clip_checksum.h"

namespace kizashi::pipeline {

base::Result<const Measurer*> NeutralMeasurers::of(const NeutralFile& file, const std::stop_token& stopping) {
  const std::shared_ptr<Entry> entry = entry_of(file);
  std::call_once(entry->read, [&] { entry->measurer.emplace(read(file, stopping)); });
  if (!entry->measurer->ok()) return entry->measurer->error();
  return &**entry->measurer;
}

std::shared_ptr<NeutralMeasurers::Entry> NeutralMeasurers::entry_of(const NeutralFile& file) {
  const std::scoped_lock lock(finding_);
  auto& entry = entries_[file];
  if (!entry) entry = std::make_shared<Entry>();
  return entry;
}

base::Result<Measurer> NeutralMeasurers::read(const NeutralFile& file, const std::stop_token& stopping) const {
  if (auto status = check_clip(file.path, file.sha256); !status.ok()) return status.error();
  auto measurer = measurer_.with_neutral(file.path, stopping);
  // It may have been replaced since it was checked.
  if (measurer.ok() && measurer->neutral()->sha256 != file.sha256) return changed_clip(file.path);
  return measurer;
}

}  // namespace kizashi::pipeline
