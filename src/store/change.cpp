// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <utility>

#include "kizashi/base/check.h"
#include "kizashi/store/change_impl.h"
#include "kizashi/store/clips.h"
#include "kizashi/store/facts.h"
#include "kizashi/store/failure.h"
#include "kizashi/store/log.h"
#include "kizashi/store/measurements.h"
#include "kizashi/store/participants.h"
#include "kizashi/store/ratings.h"

namespace kizashi::store {

Change::Impl::Impl(std::shared_ptr<OpenStudy> study) : study_(std::move(study)), state_(begin(study_->connection)) {}

Change::Impl::~Impl() { roll_back(); }

ChangeState Change::Impl::begin(Connection& connection) {
  KIZASHI_CHECK(!connection.in_transaction(), "one change at a time");
  connection.execute("BEGIN IMMEDIATE");
  try {
    return ChangeState(connection);
  } catch (...) {
    connection.execute("ROLLBACK");
    throw;
  }
}

void Change::Impl::roll_back() noexcept {
  if (is_over_) return;
  is_over_ = true;
  try {
    if (study_->connection.in_transaction()) study_->connection.execute("ROLLBACK");
  } catch (const SQLite::Exception&) {
    // Closing the file rolls back as well.
    return;
  }
}

template <typename Action>
std::invoke_result_t<Action, ChangeState&> Change::Impl::run(Action action) {
  using Answer = std::invoke_result_t<Action, ChangeState&>;
  if (failure_) return *failure_;
  KIZASHI_CHECK(!is_over_, "a change that was committed");
  bool was_thrown = true;
  Answer answer = guarded(study_->file, [&]() -> Answer {
    Answer given = action(state_);
    was_thrown = false;
    return given;
  });
  // SQLite may have ended the transaction by itself; what came after would be stored at once, without the rest.
  if (was_thrown) {
    failure_ = answer.error();
    roll_back();
  }
  return answer;
}

base::Status Change::Impl::commit() {
  base::Status committed = run([](ChangeState& state) -> base::Status {
    state.seal.save(state.connection);
    state.connection.execute("COMMIT");
    return {};
  });
  is_over_ = true;
  return committed;
}

Change::Change(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Change::Change(Change&&) noexcept = default;
Change& Change::operator=(Change&&) noexcept = default;
Change::~Change() = default;

base::Result<Added> Change::add(const study::Participant& participant) {
  return impl_->run([&](ChangeState& state) { return add_participant(state, participant); });
}

base::Result<Added> Change::add(const study::Rating& rating) {
  return impl_->run([&](ChangeState& state) { return add_rating(state, rating); });
}

base::Result<Added> Change::add(const study::Clip& clip) {
  return impl_->run([&](ChangeState& state) { return add_clip(state, clip); });
}

base::Result<Added> Change::add(const study::Measurement& measurement, const std::vector<TableFile>& tables) {
  return impl_->run([&](ChangeState& state) {
    const Seal seal_before = state.seal;
    state.connection.execute("SAVEPOINT measurement");
    auto added = add_measurement(state, measurement, tables);
    if (!added.ok()) {
      state.connection.execute("ROLLBACK TO measurement");
      state.seal = seal_before;
    }
    state.connection.execute("RELEASE measurement");
    return added;
  });
}

base::Result<Added> Change::add(const study::Exclusion& exclusion) {
  return impl_->run([&](ChangeState& state) { return add_exclusion(state, exclusion); });
}

base::Result<bool> Change::remove_exclusion(const study::ParticipantId& participant,
                                            const std::optional<study::ClipKey>& clip) {
  return impl_->run(
      [&](ChangeState& state) -> base::Result<bool> { return store::remove_exclusion(state, participant, clip); });
}

base::Result<bool> Change::adopt(const study::ProtocolDocument& protocol) {
  return impl_->run([&](ChangeState& state) -> base::Result<bool> { return adopt_protocol(state, protocol); });
}

base::Result<bool> Change::lock_protocol() {
  return impl_->run([](ChangeState& state) -> base::Result<bool> { return lock_current_protocol(state); });
}

base::Status Change::set_facts(const study::StudyFacts& facts) {
  return impl_->run([&](ChangeState& state) -> base::Status {
    store_facts(state, facts);
    return {};
  });
}

base::Status Change::restore(const std::vector<ProtocolVersion>& versions) {
  KIZASHI_CHECK(!versions.empty(), "a study has a protocol");
  return impl_->run([&](ChangeState& state) -> base::Status {
    replace_protocols(state, versions);
    return {};
  });
}

base::Status Change::log(const LogLine& line) {
  return impl_->run([&](ChangeState& state) { return append_to_log(state, line); });
}

base::Status Change::commit() { return impl_->commit(); }

}  // namespace kizashi::store
