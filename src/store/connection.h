// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace kizashi::store {

/// An open database and its prepared statements. Everything throws SQLite::Exception; see guarded().
class Connection {
 public:
  /// `flags` as of SQLite::Database. Waits up to ten seconds for other programs; enforces foreign keys; commits are on
  /// the disk when they return.
  Connection(const std::filesystem::path& file, int flags);

  void execute(const std::string& sql) { database_.exec(sql); }
  [[nodiscard]] std::int64_t integer(const char* sql);
  /// Whether a transaction is open. SQLite ends one by itself where going on makes no sense, as on a full disk.
  [[nodiscard]] bool in_transaction() const;
  [[nodiscard]] std::int64_t last_row_id() const { return database_.getLastInsertRowid(); }

 private:
  friend class Query;
  std::unique_ptr<SQLite::Statement> take(std::string_view sql);
  void give_back(std::string_view sql, std::unique_ptr<SQLite::Statement> statement) noexcept;

  SQLite::Database database_;
  // By its text, which is a literal; destroyed before the database.
  std::unordered_map<std::string_view, std::unique_ptr<SQLite::Statement>> idle_;
};

/// One use of a prepared statement: its parameters in their order, then its rows. Ended when it goes, so that no reader
/// holds an old state of the study.
class Query {
 public:
  /// `sql` must be a literal: statements are kept by it.
  template <typename... Values>
  Query(Connection& connection, const char* sql, const Values&... values)
      : connection_(connection), sql_(sql), statement_(connection.take(sql)) {
    int index = 0;  // NOLINT(misc-const-correctness): it stays 0 where there are no values
    (bind(++index, values), ...);
  }
  ~Query();
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  /// Goes to the next row; false after the last.
  bool next() { return statement_->executeStep(); }
  /// Runs a statement that gives no rows; the number of rows that it changed.
  int run() { return statement_->exec(); }

  // The current row's columns, from 0.
  [[nodiscard]] bool is_null(int column) const { return statement_->isColumnNull(column); }
  [[nodiscard]] std::int64_t integer(int column) const { return statement_->getColumn(column).getInt64(); }
  [[nodiscard]] double real(int column) const { return statement_->getColumn(column).getDouble(); }
  [[nodiscard]] std::string text(int column) const { return statement_->getColumn(column).getString(); }
  /// Stays true until the next row.
  [[nodiscard]] std::string_view blob(int column) const;
  [[nodiscard]] std::optional<std::int64_t> optional_integer(int column) const;
  [[nodiscard]] std::optional<double> optional_real(int column) const;
  [[nodiscard]] std::optional<std::string> optional_text(int column) const;

 private:
  void bind(int index, std::int64_t value) { statement_->bind(index, value); }
  void bind(int index, int value) { statement_->bind(index, value); }
  void bind(int index, double value) { statement_->bind(index, value); }
  void bind(int index, const std::string& value) { statement_->bind(index, value); }
  void bind(int index, const char* value) { statement_->bind(index, value); }
  void bind(int index, std::string_view value) { statement_->bind(index, std::string(value)); }
  void bind(int index, std::span<const std::byte> value) {
    statement_->bind(index, value.data(), static_cast<int>(value.size()));
  }
  template <typename Value>
  void bind(int index, const std::optional<Value>& value) {
    if (value) {
      bind(index, *value);
    } else {
      statement_->bind(index);
    }
  }

  Connection& connection_;
  std::string_view sql_;
  std::unique_ptr<SQLite::Statement> statement_;
};

}  // namespace kizashi::store
