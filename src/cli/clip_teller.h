// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kizashi/base/error.h"
#include "kizashi/pipeline/batch.h"
#include "kizashi/pipeline/inputs.h"

namespace kizashi::cli {

/// Whether the clip was given up because the user asked to stop.
bool is_interruption(const pipeline::ClipOutcome& outcome);

/// Tells on standard output what became of each input, in words or as one JSON object a line; of errors also on
/// standard error.
class ClipTeller {
 public:
  /// Where results are to be found: in files, which are named, or in a study.
  enum class Results { in_files, in_study };

  explicit ClipTeller(bool json, Results results = Results::in_files) : json_(json), results_(results) {}

  void tell(const pipeline::ClipTask& task, const pipeline::ClipOutcome& outcome) const;
  /// Nothing could begin, and therefore none of the inputs was measured.
  void tell(const std::vector<std::string>& inputs, const base::Error& error) const;
  /// A clip that is not to be measured, because it or its person is excluded.
  void tell_left_out(const std::filesystem::path& clip) const;
  /// How a run over a study ended; in words alone, as below.
  void tell_sum(const std::string& words) const;
  /// Where the table and the page over all clips lie; in words alone, since JSON has an object for each input.
  void tell_of_run(const std::filesystem::path& summary, const std::filesystem::path& index) const;
  /// An error that is no input's.
  void tell(const base::Error& error) const;

 private:
  void tell(const std::string& input, const base::Error& error) const;

  bool json_;
  Results results_;
};

}  // namespace kizashi::cli
