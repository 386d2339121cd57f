// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace kizashi::study {

/// One line of a study's log: what was done, never to whom by name.
struct AuditEntry {
  std::int64_t number = 1;  ///< from 1, without gaps
  std::string at_utc;       ///< ISO 8601, `2026-11-23T14:05:09Z`
  std::string action;       ///< `study.init`, `import.commit`, `participant.exclude`, ...
  /// Keyed hash of a participant's id under a key that lies beside the participant alone and is destroyed with them.
  std::optional<std::string> subject;
  std::string details;   ///< JSON on one line; holds no participant's id
  std::string previous;  ///< hash of the entry before; 64 zeros for the first
  std::string hash;
};

/// SHA-256 over all other fields, each with its length, so that no two entries can be read as one another.
std::string hash_of(const AuditEntry& entry);

/// Why an entry cannot follow the one before (nothing: it is the first): a wrong number, hash or link; or nothing.
std::optional<std::string> why_not_next(const std::optional<AuditEntry>& before, const AuditEntry& entry);

}  // namespace kizashi::study
