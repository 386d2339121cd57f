// SPDX-License-Identifier: Apache-2.0
#include "kizashi/cli/study_overview_page.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <vector>

#include "kizashi/cli/study_words.h"

namespace kizashi::cli {

namespace {

constexpr std::ptrdiff_t listed_ids = 10;
constexpr std::string_view indent = "            ";

/// 28224 as `28,224`.
std::string grouped(std::int64_t count) {
  std::string digits = fmt::format("{}", count);
  for (std::ptrdiff_t at = std::ssize(digits) - 3; at > 0; at -= 3) digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

std::string counted(std::int64_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", grouped(count), count == 1 ? one : many);
}

/// A paragraph: its name in a column of its own, its lines beside it.
class Page {
 public:
  void line(std::string_view text) {
    text_ += text;
    text_ += '\n';
  }
  void part(std::string_view name, const std::vector<std::string>& lines) {
    text_ += '\n';
    for (std::size_t i = 0; i < lines.size(); ++i) {
      line(i == 0 ? fmt::format("{:<{}}{}", name, indent.size(), lines[i]) : fmt::format("{}{}", indent, lines[i]));
    }
  }
  [[nodiscard]] std::string text() && { return std::move(text_); }

 private:
  std::string text_;
};

std::vector<std::string> setting_lines(const pipeline::StudyOverview& overview) {
  std::vector<std::string> lines{setting_line(overview.rules)};
  if (overview.ethics_id) lines.push_back(fmt::format("ethics approval {}", *overview.ethics_id));
  if (overview.until_date) {
    lines.push_back(fmt::format("until {}{}", *overview.until_date, overview.is_over ? ": THAT DAY HAS PASSED" : ""));
  }
  if (overview.responsible) lines.push_back(fmt::format("in charge: {}", *overview.responsible));
  const auto rules = rule_lines(overview.rules, indent.size());
  lines.insert(lines.end(), rules.begin(), rules.end());
  if (!overview.rules.setting) {
    lines.push_back(no_setting_advice);
    lines.push_back(fmt::format("    kizashi study init {} --setting S --place P", overview.folder.string()));
  }
  return lines;
}

std::vector<std::string> plan_lines(const pipeline::PlanOverview& plan) {
  std::vector<std::string> lines =
      wrapped(fmt::format("{}, version {}: {}", plan.id, plan.version, plan.title), indent.size(), 0);
  lines.push_back(fmt::format("sha256 {}", plan.sha256));
  if (plan.locked_utc) {
    lines.push_back(fmt::format("locked since {}", *plan.locked_utc));
  } else if (plan.changed_since_lock) {
    lines.push_back("CHANGED SINCE IT WAS LOCKED; the frozen plan is");
    lines.push_back(fmt::format("sha256 {}", *plan.changed_since_lock));
  } else {
    lines.push_back("not locked: the plan may still change");
  }
  return lines;
}

std::vector<std::string> people_lines(const pipeline::PeopleOverview& people) {
  if (people.all == 0) return {"nobody yet"};
  std::vector<std::string> lines{fmt::format("{}: {}, {}, {} both", grouped(people.all),
                                             counted(people.ratees, "ratee", "ratees"),
                                             counted(people.raters, "rater", "raters"), grouped(people.both))};
  std::size_t width = people.grouping.size() + 10;  // of `grouping NAME`
  for (const auto& group : people.groups) width = std::max(width, group.label.size());
  lines.push_back(fmt::format("{:<{}}  {:>8}  {:>8}", "grouping " + people.grouping, width, "ratees", "raters"));
  for (const auto& group : people.groups) {
    lines.push_back(
        fmt::format("{:<{}}  {:>8}  {:>8}", group.label, width, grouped(group.ratees), grouped(group.raters)));
  }
  for (const auto& [column, count] : people.scores) {
    lines.push_back(fmt::format("{} is known of {} of {}", column, grouped(count), grouped(people.all)));
  }
  return lines;
}

std::vector<std::string> clip_lines(const pipeline::ClipsOverview& clips) {
  std::vector<std::string> lines;
  if (clips.main + clips.neutral == 0) {
    lines.emplace_back("none");
  } else {
    const std::string unmeasured =
        clips.unmeasured == 0 ? "all measured" : fmt::format("{} not measured", grouped(clips.unmeasured));
    lines.push_back(fmt::format("{} main, {} neutral, {}", grouped(clips.main), grouped(clips.neutral), unmeasured));
  }
  if (clips.sessions.size() > 1) {
    for (const auto& [session, count] : clips.sessions) {
      lines.push_back(fmt::format("session {}: {}", session, counted(count, "clip", "clips")));
    }
  }
  for (const auto& count : clips.measurements) {
    const std::string older =
        count.older == 0 ? "" : fmt::format(", {} kept", counted(count.older, "older one", "older ones"));
    lines.push_back(fmt::format("{}: {}{}", count.tool.value_or(count.origin),
                                counted(count.current, "measurement", "measurements"), older));
  }
  return lines;
}

std::string rating_line(const pipeline::RatingsOverview& ratings) {
  if (ratings.ratings == 0) return "none yet";
  return fmt::format("{} by {} of {}; {:.1f} % of the cells filled", grouped(ratings.ratings),
                     counted(ratings.raters, "rater", "raters"), counted(ratings.ratees, "ratee", "ratees"),
                     100.0 * ratings.filled_share.value_or(0.0));
}

std::vector<std::string> lack_lines(const std::vector<pipeline::Lack>& lacks) {
  std::vector<std::string> lines;
  for (const pipeline::Lack& lack : lacks) {
    if (lack.ids.empty()) continue;
    const bool is_cut = std::ssize(lack.ids) > listed_ids;
    const auto end = is_cut ? lack.ids.begin() + listed_ids : lack.ids.end();
    lines.push_back(fmt::format("{} {}", grouped(std::ssize(lack.ids)), lack.words));
    lines.push_back(
        fmt::format("    {}{}", fmt::join(lack.ids.begin(), end, ", "), is_cut ? ", ... (all with --json)" : ""));
  }
  if (lines.empty()) lines.emplace_back("nothing");
  return lines;
}

std::vector<std::string> left_out_lines(const std::vector<pipeline::LeftOut>& left_out) {
  std::vector<std::string> lines;
  for (const pipeline::LeftOut& one : left_out) {
    lines.push_back(fmt::format("{}: {}", one.clip ? "the recording " + *one.clip : one.participant, one.reason));
  }
  if (lines.empty()) lines.emplace_back("nobody");
  return lines;
}

/// Loud, and before everything else.
std::string simulation_line(const pipeline::PeopleOverview& people) {
  if (people.simulated == people.all) {
    return fmt::format("SIMULATED: all {} people of this study are made up.", grouped(people.all));
  }
  return fmt::format("SIMULATED: {} of the {} people of this study are made up.", grouped(people.simulated),
                     grouped(people.all));
}

}  // namespace

std::string overview_page(const pipeline::StudyOverview& overview) {
  Page page;
  page.line(overview.title);
  page.line(overview.folder.string());
  if (overview.people.simulated > 0) page.line("\n" + simulation_line(overview.people));
  page.part("Setting", setting_lines(overview));
  page.part("Plan", plan_lines(overview.plan));
  page.part("People", people_lines(overview.people));
  page.part("Clips", clip_lines(overview.clips));
  page.part("Ratings", {rating_line(overview.ratings)});
  page.part("Missing", lack_lines(overview.lacks));
  page.part("Left out", left_out_lines(overview.left_out));
  return std::move(page).text();
}

}  // namespace kizashi::cli
