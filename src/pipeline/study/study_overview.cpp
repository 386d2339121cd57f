// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/study_overview.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "kizashi/pipeline/study/study_content.h"
#include "kizashi/pipeline/study/study_lacks.h"
#include "kizashi/study/instrument.h"

namespace kizashi::pipeline {

namespace {

bool is_ratee(const study::Participant& person) { return person.role != study::Role::rater; }
bool is_rater(const study::Participant& person) { return person.role != study::Role::ratee; }

PlanOverview plan_of(const StudyContent& content) {
  const store::ProtocolVersion& current = content.versions.back();
  PlanOverview plan{content.protocol.id,    content.protocol.version, content.protocol.title.en,
                    current.sha256,         current.locked_utc,       std::nullopt,
                    content.versions.size()};
  const auto frozen =
      std::find_if(content.versions.rbegin(), content.versions.rend(),
                   [](const store::ProtocolVersion& version) { return version.locked_utc.has_value(); });
  if (!plan.locked_utc && frozen != content.versions.rend()) plan.changed_since_lock = frozen->sha256;
  return plan;
}

std::vector<GroupCount> empty_groups(const study::Grouping& grouping) {
  std::vector<GroupCount> counts;
  for (const study::Group& group : grouping.groups) counts.push_back({group.id, group.label.en});
  counts.push_back({"outside", "in neither group"});
  counts.push_back({"no-score", "without a score"});
  return counts;
}

/// Where a person is counted: the groups in their order, then outside, then without a score.
std::size_t group_idx(const study::Protocol& protocol, const study::Participant& person) {
  const study::Grouping& grouping = protocol.groupings.front();
  const auto score = study::grouping_score(protocol, person);
  if (!score) return grouping.groups.size() + 1;
  const study::Group* group = study::group_of(grouping, *score);
  if (group == nullptr) return grouping.groups.size();
  return static_cast<std::size_t>(group - grouping.groups.data());
}

void count_person(const study::Participant& person, const study::Protocol& protocol, PeopleOverview& people) {
  ++people.all;
  people.simulated += person.is_simulated ? 1 : 0;
  people.ratees += person.role == study::Role::ratee ? 1 : 0;
  people.raters += person.role == study::Role::rater ? 1 : 0;
  people.both += person.role == study::Role::both ? 1 : 0;
  GroupCount& group = people.groups.at(group_idx(protocol, person));
  group.ratees += is_ratee(person) ? 1 : 0;
  group.raters += is_rater(person) ? 1 : 0;
  for (const study::Score& score : person.scores) {
    if (!score.item_number) ++people.scores[study::column_of(score.instrument, std::nullopt)];
  }
}

PeopleOverview people_of(const StudyContent& content) {
  PeopleOverview people;
  people.grouping = content.protocol.groupings.front().id;
  people.groups = empty_groups(content.protocol.groupings.front());
  for (const study::Participant& person : content.participants) count_person(person, content.protocol, people);
  return people;
}

std::vector<MeasurementCount> measurement_counts(const StudyContent& content) {
  std::map<std::pair<study::Origin, std::optional<std::string>>, MeasurementCount> count_of;
  for (const store::StoredMeasurement& measurement : content.measurements) {
    MeasurementCount& count = count_of[{measurement.origin, measurement.tool}];
    ++(measurement.is_current ? count.current : count.older);
  }
  std::vector<MeasurementCount> counts;
  for (auto& [source, count] : count_of) {
    count.origin = study::word_of(source.first);
    count.tool = source.second;
    counts.push_back(std::move(count));
  }
  return counts;
}

ClipsOverview clips_of(const StudyContent& content) {
  ClipsOverview clips;
  const std::set<study::ClipKey> measured = measured_keys(content);
  for (const study::Clip& clip : content.clips) {
    ++clips.sessions[clip.key.session];
    ++(clip.key.kind == study::ClipKind::main ? clips.main : clips.neutral);
    clips.unmeasured += measured.contains(clip.key) ? 0 : 1;
  }
  clips.measurements = measurement_counts(content);
  return clips;
}

RatingsOverview ratings_of(const StudyContent& content) {
  const store::RatingCounts& counts = content.rating_counts;
  RatingsOverview ratings{counts.ratings, counts.raters, counts.ratees, std::nullopt};
  const std::int64_t cells = counts.raters * counts.ratees * std::ssize(content.protocol.items);
  if (cells > 0) ratings.filled_share = static_cast<double>(counts.cells) / static_cast<double>(cells);
  return ratings;
}

std::vector<LeftOut> left_out_of(const StudyContent& content) {
  std::vector<LeftOut> left_out;
  for (const study::Exclusion& exclusion : content.exclusions) {
    LeftOut one{exclusion.participant.text(), std::nullopt, exclusion.reason};
    if (exclusion.clip) one.clip = study::stem_of(*exclusion.clip);
    left_out.push_back(std::move(one));
  }
  return left_out;
}

}  // namespace

base::Result<StudyOverview> study_overview(const std::filesystem::path& folder, const std::string& today) {
  const auto file = store::StudyFile::open(folder);
  if (!file.ok()) return file.error();
  const auto content = read_content(*file);
  if (!content.ok()) return content.error();
  const study::StudyFacts& facts = content->facts;
  StudyOverview overview;
  overview.folder = folder;
  overview.title = facts.title;
  overview.rules = setting_rules_of(facts);
  overview.ethics_id = facts.ethics_id;
  overview.until_date = facts.until_date;
  overview.is_over = facts.until_date && *facts.until_date < today;
  overview.responsible = facts.responsible;
  overview.plan = plan_of(*content);
  overview.people = people_of(*content);
  overview.clips = clips_of(*content);
  overview.ratings = ratings_of(*content);
  overview.lacks = lacks_of(*content);
  overview.left_out = left_out_of(*content);
  return overview;
}

}  // namespace kizashi::pipeline
