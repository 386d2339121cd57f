// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "kizashi/store/change_state.h"
#include "kizashi/store/study_file.h"

namespace kizashi::store {

/// A study's database, shared by the StudyFile and the Change that is being made.
struct OpenStudy {
  OpenStudy(std::filesystem::path given_folder, std::filesystem::path given_file)
      : folder(std::move(given_folder)),
        file(std::move(given_file)),
        // An absolute name is never taken for a URI, and stays right when the program goes to another folder.
        connection(std::filesystem::absolute(file), SQLite::OPEN_READWRITE) {}

  std::filesystem::path folder;  ///< as it was given
  std::filesystem::path file;    ///< what messages call it
  Connection connection;
};

/// A transaction. After the first exception everything answers with its error: SQLite may have rolled back already.
class Change::Impl {
 public:
  /// Throws as Connection does.
  explicit Impl(std::shared_ptr<OpenStudy> study);
  ~Impl();
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  /// What `action` gives for the change's state, or the error of what it throws.
  template <typename Action>
  std::invoke_result_t<Action, ChangeState&> run(Action action);
  base::Status commit();

 private:
  static ChangeState begin(Connection& connection);
  void roll_back() noexcept;

  std::shared_ptr<OpenStudy> study_;
  ChangeState state_;
  std::optional<base::Error> failure_;
  bool is_over_ = false;
};

}  // namespace kizashi::store
