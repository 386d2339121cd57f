// SPDX-License-Identifier: Apache-2.0
#include "kizashi/store/study_file.h"

#include <fmt/format.h>

#include <utility>

#include "kizashi/base/check.h"
#include "kizashi/store/change_impl.h"
#include "kizashi/store/checks.h"
#include "kizashi/store/clips.h"
#include "kizashi/store/content.h"
#include "kizashi/store/facts.h"
#include "kizashi/store/failure.h"
#include "kizashi/store/log.h"
#include "kizashi/store/measurements.h"
#include "kizashi/store/migrations.h"
#include "kizashi/store/participants.h"
#include "kizashi/store/ratings.h"
#include "kizashi/store/study_folder.h"

namespace kizashi::store {

namespace {

namespace fs = std::filesystem;

/// Writes a whole new study into an empty file. It is thrown away unless it comes to its end, so it needs no journal.
void fill_new_study(Connection& connection, const study::StudyFacts& facts, const study::ProtocolDocument& protocol) {
  connection.execute("PRAGMA journal_mode = MEMORY");
  connection.execute(fmt::format("BEGIN IMMEDIATE; PRAGMA application_id = {};", study_application_id));
  take_missing_steps(connection, all_migrations());
  ChangeState state(connection);
  store_facts(state, facts);
  adopt_protocol(state, protocol);
  const std::string details = fmt::format(R"({{"protocol_sha256":"{}"}})", protocol.sha256);
  // Only a line about a person can fail.
  static_cast<void>(append_to_log(state, {"study.init", std::nullopt, details}));
  state.seal.save(connection);
  connection.execute("COMMIT");
}

void check_and_prepare(Connection& connection) {
  if (connection.integer("PRAGMA application_id") != study_application_id) {
    fail_damaged("it is a database of another program");
  }
  check_structure(connection);
  migrate(connection, all_migrations());
  // Readers go on while the study is changed, and a change that is cut off is one that never was.
  connection.execute("PRAGMA journal_mode = WAL; PRAGMA journal_size_limit = 4194304");
}

/// Reads of several statements see one state of the study, whatever other programs do meanwhile.
class Snapshot {
 public:
  explicit Snapshot(Connection& connection) : connection_(connection), is_own_(!connection.in_transaction()) {
    if (is_own_) connection_.execute("BEGIN");
  }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;
  ~Snapshot() {
    if (!is_own_ || !connection_.in_transaction()) return;
    try {
      connection_.execute("ROLLBACK");
    } catch (const SQLite::Exception&) {
      return;
    }
  }

 private:
  Connection& connection_;
  bool is_own_;
};

}  // namespace

class StudyFile::Impl {
 public:
  explicit Impl(std::shared_ptr<OpenStudy> study) : study_(std::move(study)) {}

  [[nodiscard]] const std::shared_ptr<OpenStudy>& study() const { return study_; }

  /// What `reading` gives for one state of the study, or the error of what it throws.
  template <typename Read>
  auto read(Read reading) const -> base::Result<std::invoke_result_t<Read, Connection&>> {
    return guarded(study_->file, [&]() -> base::Result<std::invoke_result_t<Read, Connection&>> {
      const Snapshot snapshot(study_->connection);
      return reading(study_->connection);
    });
  }

  /// The same where a sink may fail.
  template <typename Read>
  base::Status hand_over(Read reading) const {
    return guarded(study_->file, [&]() -> base::Status {
      const Snapshot snapshot(study_->connection);
      return reading(study_->connection);
    });
  }

 private:
  std::shared_ptr<OpenStudy> study_;
};

StudyFile::StudyFile(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
StudyFile::StudyFile(StudyFile&&) noexcept = default;
StudyFile& StudyFile::operator=(StudyFile&&) noexcept = default;
StudyFile::~StudyFile() = default;

base::Result<StudyFile> StudyFile::create(const fs::path& folder, const study::StudyFacts& facts,
                                          const study::ProtocolDocument& protocol) {
  const base::Status made = make_study(folder, [&](const fs::path& file) {
    return guarded(study_path(folder), [&]() -> base::Status {
      Connection connection(fs::absolute(file), SQLite::OPEN_READWRITE);
      fill_new_study(connection, facts, protocol);
      return {};
    });
  });
  if (!made.ok()) return made.error();
  return open(folder);
}

base::Result<StudyFile> StudyFile::open(const fs::path& folder) {
  if (const base::Status found = find_study(folder); !found.ok()) return found.error();
  const fs::path file = study_path(folder);
  return guarded(file, [&]() -> base::Result<StudyFile> {
    auto study = std::make_shared<OpenStudy>(folder, file);
    check_and_prepare(study->connection);
    return StudyFile(std::make_unique<Impl>(std::move(study)));
  });
}

const fs::path& StudyFile::folder() const { return impl_->study()->folder; }

base::Result<Change> StudyFile::begin_change() {
  return guarded(impl_->study()->file,
                 [&]() -> base::Result<Change> { return Change(std::make_unique<Change::Impl>(impl_->study())); });
}

base::Result<study::StudyFacts> StudyFile::facts() const { return impl_->read(read_facts); }

base::Result<std::vector<ProtocolVersion>> StudyFile::protocol_versions() const { return impl_->read(read_protocols); }

base::Result<std::vector<study::Participant>> StudyFile::participants() const { return impl_->read(read_participants); }

base::Result<std::vector<study::Clip>> StudyFile::clips() const { return impl_->read(read_clips); }

base::Result<std::vector<study::Exclusion>> StudyFile::exclusions() const { return impl_->read(read_exclusions); }

base::Result<std::vector<StoredMeasurement>> StudyFile::measurements() const { return impl_->read(list_measurements); }

base::Result<study::Measurement> StudyFile::measurement(std::int64_t id) const {
  return impl_->read([&](Connection& connection) { return read_measurement(connection, id); });
}

base::Status StudyFile::read_table(std::int64_t measurement_id, std::string_view table,
                                   const std::function<base::Status(std::string_view)>& sink) const {
  return impl_->hand_over([&](Connection& connection) {
    return read_pieces(connection, find_table(connection, measurement_id, table), sink);
  });
}

base::Status StudyFile::for_each_rating(const std::function<base::Status(const study::Rating&)>& sink) const {
  return impl_->hand_over([&](Connection& connection) { return read_ratings(connection, sink); });
}

base::Result<RatingCounts> StudyFile::rating_counts() const { return impl_->read(count_ratings); }

base::Result<std::vector<study::AuditEntry>> StudyFile::audit_log() const { return impl_->read(read_log); }

base::Result<std::optional<std::string>> StudyFile::subject_of(const study::ParticipantId& participant) const {
  return impl_->read([&](Connection& connection) { return log_subject(connection, participant); });
}

base::Result<std::string> StudyFile::content_sha256() const { return impl_->read(content_hash); }

base::Result<std::vector<Finding>> StudyFile::check() const { return impl_->read(check_everything); }

}  // namespace kizashi::store
