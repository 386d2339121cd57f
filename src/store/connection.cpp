// SPDX-License-Identifier: Apache-2.0
#include "kizashi/store/connection.h"

#include <sqlite3.h>

#include <utility>

namespace kizashi::store {

namespace {

constexpr int busy_timeout_ms = 10'000;

}  // namespace

Connection::Connection(const std::filesystem::path& file, int flags)
    : database_(file.string(), flags, busy_timeout_ms) {
  // A schema from outside must not run anything; a damaged page is found before it is used; what is deleted is
  // overwritten, since it was about a person.
  execute(
      "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
      "PRAGMA secure_delete = ON; PRAGMA cache_size = -32768;");
}

std::int64_t Connection::integer(const char* sql) { return database_.execAndGet(sql).getInt64(); }

bool Connection::in_transaction() const { return sqlite3_get_autocommit(database_.getHandle()) == 0; }

std::unique_ptr<SQLite::Statement> Connection::take(std::string_view sql) {
  const auto found = idle_.find(sql);
  if (found == idle_.end() || !found->second) return std::make_unique<SQLite::Statement>(database_, sql.data());
  return std::exchange(found->second, nullptr);
}

void Connection::give_back(std::string_view sql, std::unique_ptr<SQLite::Statement> statement) noexcept {
  // Its answer repeats what the last step threw.
  statement->tryReset();
  idle_.insert_or_assign(sql, std::move(statement));
}

Query::~Query() { connection_.give_back(sql_, std::move(statement_)); }

std::string_view Query::blob(int column) const {
  const SQLite::Column value = statement_->getColumn(column);
  const void* bytes = value.getBlob();
  if (bytes == nullptr) return {};
  return {static_cast<const char*>(bytes), static_cast<std::size_t>(value.getBytes())};
}

std::optional<std::int64_t> Query::optional_integer(int column) const {
  if (is_null(column)) return std::nullopt;
  return integer(column);
}

std::optional<double> Query::optional_real(int column) const {
  if (is_null(column)) return std::nullopt;
  return real(column);
}

std::optional<std::string> Query::optional_text(int column) const {
  if (is_null(column)) return std::nullopt;
  return text(column);
}

}  // namespace kizashi::store
