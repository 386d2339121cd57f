// SPDX-License-Identifier: Apache-2.0
#include "kizashi/store/clips.h"

#include <fmt/format.h>

#include "kizashi/base/check.h"
#include "kizashi/store/stored_words.h"

namespace kizashi::store {

namespace {

using study::Clip;
using study::ClipKey;
using study::Exclusion;

/// What a message calls a clip.
std::string name_of(const ClipKey& key) { return fmt::format("the clip {}", study::stem_of(key)); }

std::optional<Clip> find_clip(Connection& connection, std::int64_t participant_idx, const ClipKey& key) {
  Query query(connection,
              "SELECT file, sha256 FROM clip WHERE participant_idx = ? AND session = ? AND take = ? AND kind = ?",
              participant_idx, key.session, key.take, study::word_of(key.kind));
  if (!query.next()) return std::nullopt;
  return Clip{key, query.text(0), query.text(1)};
}

std::optional<ClipKey> find_clip_of(Connection& connection, const std::string& sha256) {
  Query query(connection,
              "SELECT participant_id, session, take, kind FROM clip JOIN participant USING (participant_idx) "
              "WHERE sha256 = ?",
              sha256);
  if (!query.next()) return std::nullopt;
  return read_clip_key(query, 0);
}

/// A recording is known by its bytes; it may lie elsewhere by now.
base::Result<Added> keep_clip(ChangeState& state, const Clip& stored, const Clip& given) {
  if (stored.sha256 != given.sha256) return conflict({name_of(given.key), "sha256", stored.sha256, given.sha256});
  if (stored.file == given.file) return Added::already_there;
  Query(state.connection, "UPDATE clip SET file = ? WHERE sha256 = ?", given.file, given.sha256).run();
  state.seal.remove(Section::clip, row_bytes(stored));
  state.seal.add(Section::clip, row_bytes(given));
  return Added::completed;
}

struct ExclusionColumns {
  std::optional<int> session;
  std::optional<int> take;
  std::optional<std::string> kind;
};

ExclusionColumns columns_of(const std::optional<ClipKey>& clip) {
  if (!clip) return {};
  return {clip->session, clip->take, std::string(study::word_of(clip->kind))};
}

std::optional<std::string> find_reason(Connection& connection, std::int64_t participant_idx,
                                       const std::optional<ClipKey>& clip) {
  const ExclusionColumns columns = columns_of(clip);
  Query query(connection,
              "SELECT reason FROM exclusion WHERE participant_idx = ? AND session IS ? AND take IS ? AND kind IS ?",
              participant_idx, columns.session, columns.take, columns.kind);
  if (!query.next()) return std::nullopt;
  return query.text(0);
}

std::string name_of(const Exclusion& exclusion) {
  return fmt::format("the exclusion of {}",
                     exclusion.clip ? study::stem_of(*exclusion.clip) : exclusion.participant.text());
}

}  // namespace

base::Result<Added> add_clip(ChangeState& state, const Clip& clip) {
  const auto person = state.people.of(clip.key.participant.text());
  if (!person) return unknown_person(clip.key.participant);
  if (const auto stored = find_clip(state.connection, *person, clip.key)) return keep_clip(state, *stored, clip);
  if (const auto other = find_clip_of(state.connection, clip.sha256)) {
    return base::Error{base::ErrorCode::conflicting_row,
                       fmt::format("{} and {} are the same file, byte for byte; a recording has one name",
                                   name_of(clip.key), name_of(*other))};
  }
  Query(state.connection,
        "INSERT INTO clip (participant_idx, session, take, kind, file, sha256) VALUES (?, ?, ?, ?, ?, ?)", *person,
        clip.key.session, clip.key.take, study::word_of(clip.key.kind), clip.file, clip.sha256)
      .run();
  state.seal.add(Section::clip, row_bytes(clip));
  return Added::added;
}

std::vector<Clip> read_clips(Connection& connection) {
  Query query(connection,
              "SELECT participant_id, session, take, kind, file, sha256 FROM clip JOIN participant USING "
              "(participant_idx) ORDER BY participant_id, session, take, kind");
  std::vector<Clip> clips;
  while (query.next()) clips.push_back({read_clip_key(query, 0), query.text(4), query.text(5)});
  return clips;
}

base::Result<Added> add_exclusion(ChangeState& state, const Exclusion& exclusion) {
  KIZASHI_CHECK(!exclusion.reason.empty(), "an exclusion has a reason");
  KIZASHI_CHECK(!exclusion.clip || exclusion.clip->participant == exclusion.participant, "a clip of the same person");
  const auto person = state.people.of(exclusion.participant.text());
  if (!person) return unknown_person(exclusion.participant);
  if (const auto reason = find_reason(state.connection, *person, exclusion.clip)) {
    if (*reason == exclusion.reason) return Added::already_there;
    return conflict({name_of(exclusion), "reason", *reason, exclusion.reason});
  }
  const ExclusionColumns columns = columns_of(exclusion.clip);
  Query(state.connection, "INSERT INTO exclusion (participant_idx, session, take, kind, reason) VALUES (?, ?, ?, ?, ?)",
        *person, columns.session, columns.take, columns.kind, exclusion.reason)
      .run();
  state.seal.add(Section::exclusion, row_bytes(exclusion));
  return Added::added;
}

bool remove_exclusion(ChangeState& state, const study::ParticipantId& participant, const std::optional<ClipKey>& clip) {
  const auto person = state.people.of(participant.text());
  if (!person) return false;
  const auto reason = find_reason(state.connection, *person, clip);
  if (!reason) return false;
  const ExclusionColumns columns = columns_of(clip);
  Query(state.connection,
        "DELETE FROM exclusion WHERE participant_idx = ? AND session IS ? AND take IS ? AND kind IS ?", *person,
        columns.session, columns.take, columns.kind)
      .run();
  state.seal.remove(Section::exclusion, row_bytes(Exclusion{participant, clip, *reason}));
  return true;
}

std::vector<Exclusion> read_exclusions(Connection& connection) {
  Query query(connection,
              "SELECT participant_id, session, take, kind, reason FROM exclusion JOIN participant USING "
              "(participant_idx) ORDER BY participant_id, session, take, kind");
  std::vector<Exclusion> exclusions;
  while (query.next()) {
    auto clip = query.is_null(1) ? std::nullopt : std::optional(read_clip_key(query, 0));
    exclusions.push_back({stored_id(query.text(0)), std::move(clip), query.text(4)});
  }
  return exclusions;
}

RowBytes row_bytes(const Clip& clip) {
  RowBytes row;
  append_key(row, clip.key).text(clip.file).text(clip.sha256);
  return row;
}

RowBytes row_bytes(const Exclusion& exclusion) {
  RowBytes row;
  row.text(exclusion.participant.text()).integer(exclusion.clip ? 1 : 0).text(exclusion.reason);
  if (exclusion.clip) append_key(row, *exclusion.clip);
  return row;
}

study::ClipKey read_clip_key(const Query& query, int column) {
  return {stored_id(query.text(column)), static_cast<int>(query.integer(column + 1)),
          static_cast<int>(query.integer(column + 2)),
          stored_word("kind of clip", query.text(column + 3), study::clip_kind_of)};
}

RowBytes& append_key(RowBytes& row, const ClipKey& key) {
  return row.text(key.participant.text()).integer(key.session).integer(key.take).text(study::word_of(key.kind));
}

}  // namespace kizashi::store
