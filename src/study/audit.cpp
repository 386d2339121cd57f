// SPDX-License-Identifier: Apache-2.0
#include "kizashi/study/audit.h"

#include <fmt/format.h>

#include <string_view>

#include "kizashi/base/hash.h"

namespace kizashi::study {

namespace {

const std::string before_the_first(64, '0');

void append(std::string& bytes, std::string_view field) { bytes += fmt::format("{}:{},", field.size(), field); }

}  // namespace

std::string hash_of(const AuditEntry& entry) {
  std::string bytes;
  append(bytes, std::to_string(entry.number));
  append(bytes, entry.at_utc);
  append(bytes, entry.action);
  append(bytes, entry.subject ? "subject" : "nobody");
  append(bytes, entry.subject.value_or(""));
  append(bytes, entry.details);
  append(bytes, entry.previous);
  return base::sha256_of(bytes);
}

std::optional<std::string> why_not_next(const std::optional<AuditEntry>& before, const AuditEntry& entry) {
  const std::int64_t expected = before ? before->number + 1 : 1;
  if (entry.number != expected) {
    return fmt::format("entry {} of the log stands where entry {} should", entry.number, expected);
  }
  if (entry.previous != (before ? before->hash : before_the_first)) {
    return fmt::format("entry {} of the log does not follow the one before it", entry.number);
  }
  if (entry.hash != hash_of(entry)) return fmt::format("entry {} of the log was changed", entry.number);
  return std::nullopt;
}

}  // namespace kizashi::study
