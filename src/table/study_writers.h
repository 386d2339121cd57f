// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/study/exclusion.h"
#include "kizashi/study/participant.h"
#include "kizashi/study/rating.h"
#include "kizashi/table/clips_csv.h"
#include "kizashi/table/csv_writer.h"
#include "kizashi/table/unit_values_csv.h"

namespace kizashi::table {

/// Each writes one of a study's tables (study_columns.h) in the order given, so that reading it gives the same rows.
/// They fail as the sink does. Behind the columns of participants.csv stand everybody's scores, by name, and
/// everybody's attributes, by name; blank where a person has none.
base::Status write_participants(const Sink& sink, const std::vector<study::Participant>& people);
base::Status write_clips(const Sink& sink, const std::vector<ClipRow>& clips);
base::Status write_unit_values(const Sink& sink, const std::vector<UnitValueRow>& values);
base::Status write_exclusions(const Sink& sink, const std::vector<study::Exclusion>& exclusions);

/// The same for ratings, of which there are too many to be held at once.
class RatingsWriter {
 public:
  explicit RatingsWriter(Sink sink);
  base::Status write(const study::Rating& rating);
  base::Status finish() { return writer_.finish(); }

 private:
  CsvWriter writer_;
};

}  // namespace kizashi::table
