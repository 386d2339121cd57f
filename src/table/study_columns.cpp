// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/study_columns.h"

#include <array>

namespace kizashi::table {

namespace {

constexpr bool required = true;
constexpr bool optional = false;

// docs/guide/study-files.md shows these as they stand; tests/docs/study_files_test.py compares.
constexpr std::array participants{
    StudyColumn{"participant_id", required, "what the study calls the person, never their name"},
    StudyColumn{"role", required, "ratee, rater or both"},
    StudyColumn{"simulated", optional, "1 where the row is nobody's data, else 0 or blank"},
};

constexpr std::array ratings{
    StudyColumn{"rater_id", required, "who judges"},
    StudyColumn{"ratee_id", required, "who is judged"},
    StudyColumn{"item", required, "id of an item of the protocol"},
    StudyColumn{"rating", required, "a number on the protocol's scale"},
    StudyColumn{"trial_index", optional, "place among the rater's trials, from 0"},
    StudyColumn{"response_time_ms", optional, "milliseconds, 0 or more"},
    StudyColumn{"timestamp", optional, "ISO 8601, kept as it is"},
};

constexpr std::array clips{
    StudyColumn{"participant_id", required, "whose clip it is"},
    StudyColumn{"file", required, "path of the clip, absolute or from the table's own folder"},
    StudyColumn{"kind", optional, "main or neutral; blank: main"},
    StudyColumn{"session", optional, "1 to 9999; blank: 1"},
    StudyColumn{"take", optional, "1 to 9999; blank: 1"},
    StudyColumn{"sha256", optional, "the clip's checksum, 64 hexadecimal digits"},
};

constexpr std::array unit_values{
    StudyColumn{"participant_id", required, "whose face it is"},
    StudyColumn{"au", required, "the action unit: AU01, AU1 or 1"},
    StudyColumn{"measure", required, "presence or intensity"},
    StudyColumn{"value", required, "presence 0 to 1, intensity 0 to 5"},
    StudyColumn{"session", optional, "1 to 9999; blank: 1"},
};

constexpr std::array exclusions{
    StudyColumn{"participant_id", required, "who is left out"},
    StudyColumn{"session", optional, "of the one clip that is left out; blank: the whole person"},
    StudyColumn{"take", optional, "likewise"},
    StudyColumn{"kind", optional, "likewise: main or neutral"},
    StudyColumn{"reason", required, "why, in your words"},
};

}  // namespace

std::span<const StudyColumn> participants_columns() { return participants; }
std::span<const StudyColumn> ratings_columns() { return ratings; }
std::span<const StudyColumn> clips_columns() { return clips; }
std::span<const StudyColumn> unit_values_columns() { return unit_values; }
std::span<const StudyColumn> exclusions_columns() { return exclusions; }

}  // namespace kizashi::table
