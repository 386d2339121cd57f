// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/document/value.h"
#include "kizashi/pipeline/study/setting_rules.h"

namespace kizashi::pipeline {

/// The protocol that the study goes by, and what was frozen.
struct PlanOverview {
  std::string id;
  std::string version;
  std::string title;
  std::string sha256;
  std::optional<std::string> locked_utc;  ///< since when this one is frozen
  /// Hash of the newest frozen plan where it is not this one: the plan was changed after it was frozen.
  std::optional<std::string> changed_since_lock;
  std::size_t versions = 1;
};

/// How many people of one group of the protocol's own grouping.
struct GroupCount {
  std::string group;  ///< its id; `outside`: a score in neither group; `no-score`
  std::string label;
  std::int64_t ratees = 0;  ///< role ratee or both
  std::int64_t raters = 0;  ///< role rater or both
};

struct PeopleOverview {
  std::int64_t all = 0;
  std::int64_t simulated = 0;
  std::int64_t ratees = 0;  ///< role ratee
  std::int64_t raters = 0;  ///< role rater
  std::int64_t both = 0;
  std::string grouping;                        ///< id
  std::vector<GroupCount> groups;              ///< the protocol's, then outside and no-score
  std::map<std::string, std::int64_t> scores;  ///< column of a total: how many have one
};

struct MeasurementCount {
  std::string origin;
  std::optional<std::string> tool;  ///< of `other-tool`: its name
  std::int64_t current = 0;
  std::int64_t older = 0;
};

struct ClipsOverview {
  std::map<int, std::int64_t> sessions;  ///< session: how many clips
  std::int64_t main = 0;
  std::int64_t neutral = 0;
  std::int64_t unmeasured = 0;                 ///< clips without any measurement
  std::vector<MeasurementCount> measurements;  ///< each origin and tool that occurs
};

struct RatingsOverview {
  std::int64_t ratings = 0;
  std::int64_t raters = 0;
  std::int64_t ratees = 0;
  std::optional<double> filled_share;  ///< of raters x ratees x items; nothing without ratings
};

/// Something that an analysis will want and the study does not have. People who are left out are not counted.
struct Lack {
  std::string word;   ///< `ratees-without-clip`
  std::string words;  ///< `ratees without a clip or action units`
  std::vector<std::string> ids;
};

struct LeftOut {
  std::string participant;
  std::optional<std::string> clip;  ///< its stem; nothing: the whole person
  std::string reason;
};

/// Who and what is in a study.
struct StudyOverview {
  std::filesystem::path folder;
  std::string title;
  SettingRules rules;
  std::optional<std::string> ethics_id;
  std::optional<std::string> until_date;
  bool is_over = false;  ///< the last day has passed
  std::optional<std::string> responsible;
  PlanOverview plan;
  PeopleOverview people;
  ClipsOverview clips;
  RatingsOverview ratings;
  std::vector<Lack> lacks;  ///< each kind, also where nobody lacks it
  std::vector<LeftOut> left_out;
};

/// Fails as store::StudyFile does. `today` is YYYY-MM-DD.
base::Result<StudyOverview> study_overview(const std::filesystem::path& folder, const std::string& today);

document::Value to_document(const StudyOverview& overview);

}  // namespace kizashi::pipeline
