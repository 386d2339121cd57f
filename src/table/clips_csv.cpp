// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/clips_csv.h"

#include <fmt/format.h>

#include <algorithm>

#include "kizashi/table/cell_text.h"

namespace kizashi::table {

namespace {

/// The digits in lower case, or nothing where the text is no SHA-256.
std::optional<std::string> checksum_of(std::string_view text) {
  constexpr std::size_t sha256_digits = 64;
  std::string digits(text);
  for (char& digit : digits) {
    if ('A' <= digit && digit <= 'F') digit = static_cast<char>(digit - 'A' + 'a');
  }
  const bool is_hexadecimal = digits.find_first_not_of("0123456789abcdef") == std::string::npos;
  return digits.size() == sha256_digits && is_hexadecimal ? std::optional(digits) : std::nullopt;
}

}  // namespace

std::filesystem::path path_of(const ClipRow& row, const std::filesystem::path& folder) { return folder / row.file; }

base::Result<ClipsReader> ClipsReader::open(const std::filesystem::path& path) {
  auto table = StudyTable::open(path, clips_columns());
  if (!table.ok()) return table.error();
  return ClipsReader(*std::move(table));
}

base::Result<ClipsReader> ClipsReader::of_text(std::string text, std::string name) {
  auto table = StudyTable::of_text(std::move(text), std::move(name), clips_columns());
  if (!table.ok()) return table.error();
  return ClipsReader(*std::move(table));
}

ClipsReader::ClipsReader(StudyTable table)
    : table_(std::move(table)),
      participant_(table_.column_of("participant_id")),
      file_(table_.column_of("file")),
      kind_(table_.column_of("kind")),
      session_(table_.column_of("session")),
      take_(table_.column_of("take")),
      sha256_(table_.column_of("sha256")) {}

base::Result<std::optional<Located<ClipRow>>> ClipsReader::next(const RejectionSink& reject) {
  return next_row<ClipRow>(table_, reject, [this] { return read_row(); });
}

std::optional<ClipRow> ClipsReader::read_row() {
  auto participant = table_.person_at(participant_);
  if (!participant) return std::nullopt;
  ClipRow row{{*std::move(participant), table_.ordinal_at(session_), table_.ordinal_at(take_), table_.kind_at(kind_)},
              file(),
              sha256()};
  if (!table_.is_faulty()) check_new(row.key);
  return row;
}

void ClipsReader::check_new(const study::ClipKey& key) {
  const auto [first, is_new] = line_of_key_.emplace(key, table_.line());
  if (is_new) return;
  table_.fault(participant_, fmt::format("line {} has the same person, session, take and kind; give one of them "
                                         "another take",
                                         first->second));
}

std::string ClipsReader::file() {
  if (table_.text_at(file_).empty()) {
    table_.fault(file_, "a clip's file is missing; write its path, or take the row out");
  }
  return std::string(table_.raw_text_at(file_.value()));
}

std::optional<std::string> ClipsReader::sha256() {
  const std::string_view text = table_.text_at(sha256_);
  if (text.empty()) return std::nullopt;
  auto checksum = checksum_of(text);
  if (!checksum) table_.fault(sha256_, "no SHA-256, which has 64 hexadecimal digits; correct it, or leave it blank");
  return checksum;
}

}  // namespace kizashi::table
