// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/study/audit.h"
#include "kizashi/study/clip.h"
#include "kizashi/study/exclusion.h"
#include "kizashi/study/measurement.h"
#include "kizashi/study/participant.h"
#include "kizashi/study/protocol.h"
#include "kizashi/study/rating.h"
#include "kizashi/study/study_facts.h"

namespace kizashi::store {

/// The one file of a study within its folder.
inline constexpr const char* study_file_name = "study.sqlite";

/// What adding something found.
enum class Added {
  added,
  completed,      ///< it was there; values that were absent are known now
  already_there,  ///< the same in every value: nothing changed
};

/// A version of the protocol that the study has or had.
struct ProtocolVersion {
  std::string canonical;  ///< JSON on one line
  std::string sha256;
  std::string adopted_utc;
  std::optional<std::string> locked_utc;  ///< since when it is the frozen plan
};

/// A per-frame table of a measurement: `openface` (STEM.csv), `measures` (STEM.measures.csv) or `source` (as another
/// tool wrote it).
struct TableFile {
  std::string name;
  std::filesystem::path path;
};

/// A measurement as a list shows it.
struct StoredMeasurement {
  std::int64_t id = 0;
  study::ClipKey key;
  study::Origin origin = study::Origin::measured;
  std::string provenance;
  bool is_current = true;  ///< the newest of its key, origin and tool
  std::vector<std::string> tables;
  std::optional<std::string> tool;
};

/// What is to be written into the log; participant ids stand nowhere but in `subject`.
struct LogLine {
  std::string action;
  std::optional<study::ParticipantId> subject;
  std::string details = "{}";  ///< JSON on one line
};

struct RatingCounts {
  std::int64_t ratings = 0;
  std::int64_t raters = 0;  ///< who rated at least once
  std::int64_t ratees = 0;  ///< who were rated at least once
  /// Different triples of rater, ratee and item, over raters x ratees x items.
  std::int64_t cells = 0;
};

class StudyFile;

/// One change of a study: all of it or nothing. Dropped without commit(), nothing happened. One at a time in a file.
class Change {
 public:
  Change(Change&&) noexcept;
  Change& operator=(Change&&) noexcept;
  ~Change();

  /// Fails with conflicting_row where the same person has another value stored (the message names both), disk_full,
  /// or damaged_study; likewise below.
  base::Result<Added> add(const study::Participant& participant);
  /// A contract: both people are in the study.
  base::Result<Added> add(const study::Rating& rating);
  /// `completed` where the same bytes lie elsewhere by now. Fails with conflicting_row also where another clip has the
  /// same bytes, and with unknown_person, as do the next two.
  base::Result<Added> add(const study::Clip& clip);
  /// Compresses the tables as it reads them, in constant memory. `already_there` where one of this key, origin,
  /// tool and provenance is stored; it becomes the current one.
  base::Result<Added> add(const study::Measurement& measurement, const std::vector<TableFile>& tables);
  base::Result<Added> add(const study::Exclusion& exclusion);
  /// False where nothing of the kind was excluded.
  base::Result<bool> remove_exclusion(const study::ParticipantId& participant,
                                      const std::optional<study::ClipKey>& clip);
  /// False where this is the current protocol already. A version after a locked one is stored as such and unlocked.
  base::Result<bool> adopt(const study::ProtocolDocument& protocol);
  /// Freezes the current protocol; false where it was frozen already.
  base::Result<bool> lock_protocol();
  base::Status set_facts(const study::StudyFacts& facts);
  /// For a study made from an export: its versions as they were.
  base::Status restore(const std::vector<ProtocolVersion>& versions);
  /// Fails with unknown_person where the subject is not in the study.
  base::Status log(const LogLine& line);
  /// Fails with disk_full, after which nothing happened.
  base::Status commit();

 private:
  friend class StudyFile;
  class Impl;
  explicit Change(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// What is wrong with a study, one finding each.
struct Finding {
  std::string part;         ///< `database`, `audit log`, `measurement`, ...
  std::string description;  ///< one clause
};

/// One study on disk. Not for use by several threads at once; several processes may have the same study open.
class StudyFile {
 public:
  /// Makes the folder (0700) and the file (0600) with its first protocol and the log's first line, `study.init`. Fails
  /// with existing_study, output_unwritable or disk_full; then nothing is left behind.
  static base::Result<StudyFile> create(const std::filesystem::path& folder, const study::StudyFacts& facts,
                                        const study::ProtocolDocument& protocol);
  /// Opens it, checks it, and brings an older version's tables up to date. Fails with missing_study, damaged_study,
  /// newer_study, busy_study (another program holds it), unreadable_file or disk_full.
  static base::Result<StudyFile> open(const std::filesystem::path& folder);

  StudyFile(StudyFile&&) noexcept;
  StudyFile& operator=(StudyFile&&) noexcept;
  ~StudyFile();

  [[nodiscard]] const std::filesystem::path& folder() const;

  /// Fails with busy_study where another program changes the study for longer than ten seconds.
  base::Result<Change> begin_change();

  // What is in it. Each fails with damaged_study.
  [[nodiscard]] base::Result<study::StudyFacts> facts() const;
  [[nodiscard]] base::Result<std::vector<ProtocolVersion>> protocol_versions() const;  ///< oldest first
  [[nodiscard]] base::Result<std::vector<study::Participant>> participants() const;    ///< by id
  [[nodiscard]] base::Result<std::vector<study::Clip>> clips() const;                  ///< by key
  [[nodiscard]] base::Result<std::vector<study::Exclusion>> exclusions() const;
  [[nodiscard]] base::Result<std::vector<StoredMeasurement>> measurements() const;  ///< by key, origin, age
  [[nodiscard]] base::Result<study::Measurement> measurement(std::int64_t id) const;
  /// Hands over a table's bytes piece by piece, as they were. Stops at the sink's first failure.
  [[nodiscard]] base::Status read_table(std::int64_t measurement_id, std::string_view table,
                                        const std::function<base::Status(std::string_view)>& sink) const;
  /// By rater, ratee, item and trial.
  [[nodiscard]] base::Status for_each_rating(const std::function<base::Status(const study::Rating&)>& sink) const;
  [[nodiscard]] base::Result<RatingCounts> rating_counts() const;
  [[nodiscard]] base::Result<std::vector<study::AuditEntry>> audit_log() const;
  /// What the log calls this person; nothing for somebody the study does not have.
  [[nodiscard]] base::Result<std::optional<std::string>> subject_of(const study::ParticipantId& participant) const;

  /// SHA-256 over everything but the log and its keys, the order in which things came, the folders of clips, older
  /// measurements that others replaced, and when a protocol was adopted or locked: two studies of the same content have
  /// the same.
  [[nodiscard]] base::Result<std::string> content_sha256() const;
  /// The database's own checks, foreign keys, the seals of all rows, the log's chain and its end, the protocols'
  /// hashes, every table's checksum.
  [[nodiscard]] base::Result<std::vector<Finding>> check() const;

 private:
  class Impl;
  explicit StudyFile(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace kizashi::store
