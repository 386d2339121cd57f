// SPDX-License-Identifier: Apache-2.0
#include "kizashi/study/policy.h"

#include <fmt/format.h>

#include <algorithm>

#include "kizashi/base/check.h"
#include "kizashi/document/field.h"

namespace kizashi::study {

namespace embedded {
std::string_view policy();
}  // namespace embedded

namespace {

using document::Field;

constexpr int schema = 1;

/// What the permissions of a row have in common.
struct Basis {
  std::string where;  ///< for reasons: `research, any place`
  std::string rule_date;
  std::string source;
};

std::vector<Place> all_places() {
  std::vector<Place> places;
  for (const std::string_view word : place_words()) places.push_back(*place_of(word));
  return places;
}

bool holds_at(const PolicyRow& row, Place place) {
  return std::find(row.places.begin(), row.places.end(), place) != row.places.end();
}

std::string statement_at(const Field& field) {
  std::string text = field.text();
  if (text.empty() && field.present()) field.reject("a text that is not empty");
  return text;
}

/// The sentence of a permission that the file gives none of its own.
std::string reason_for(const Permission& permission, std::string_view action, const Basis& basis) {
  if (permission.kind == Permission::Kind::conditional) {
    return fmt::format("{} ({}): {}", action, basis.where, permission.condition);
  }
  return fmt::format("{} is allowed ({})", action, basis.where);
}

Permission permission_at(const Field& field, std::string_view action, const Basis& basis) {
  field.expect_only({"kind", "condition", "reason", "source"});
  Permission permission;
  permission.kind = static_cast<Permission::Kind>(field["kind"].one_of({"allowed", "conditional", "refused"}));
  const bool is_conditional = permission.kind == Permission::Kind::conditional;
  if (is_conditional) permission.condition = statement_at(field["condition"]);
  if (!is_conditional && field["condition"].present()) field["condition"].reject("a condition of conditional alone");
  const bool needs_reason = permission.kind == Permission::Kind::refused || field["reason"].present();
  permission.reason = needs_reason ? statement_at(field["reason"]) : reason_for(permission, action, basis);
  permission.rule_date = basis.rule_date;
  permission.source = field["source"].present() ? statement_at(field["source"]) : basis.source;
  return permission;
}

void read_permissions(const Field& field, const Basis& basis, PolicyRow& row) {
  field.expect_only(action_words());
  for (std::size_t i = 0; i < action_count; ++i) {
    const std::string_view action = action_words()[i];
    row.permissions.at(i) = permission_at(field[action], action, basis);
  }
}

std::vector<Place> places_at(const Field& field) {
  std::vector<Place> places;
  for (const Field& item : field.items()) places.push_back(static_cast<Place>(item.one_of(place_words())));
  return places;
}

PolicyRow row_at(const Field& field, std::string_view rule_date) {
  field.expect_only({"setting", "places", "source", "actions"});
  PolicyRow row;
  row.setting = static_cast<Setting>(field["setting"].one_of(setting_words()));
  row.places = places_at(field["places"]);
  const bool is_everywhere = row.places.size() == place_words().size();
  std::string where(word_of(*row.setting));
  for (const Place place : row.places) where += is_everywhere ? "" : fmt::format(", {}", word_of(place));
  read_permissions(field["actions"], {where, std::string(rule_date), statement_at(field["source"])}, row);
  return row;
}

PolicyRow row_without_setting_at(const Field& field, std::string_view rule_date) {
  field.expect_only({"source", "actions"});
  PolicyRow row;
  row.places = all_places();
  read_permissions(field["actions"], {"without a setting", std::string(rule_date), statement_at(field["source"])}, row);
  return row;
}

/// Every setting has one row for every place.
void check_rows(const Field& field, const Policy& policy) {
  for (const std::string_view setting : setting_words()) {
    for (const Place place : all_places()) {
      const auto count = std::count_if(policy.rows.begin(), policy.rows.end(), [&](const PolicyRow& row) {
        return row.setting == setting_of(setting) && holds_at(row, place);
      });
      if (count != 1) field.reject(fmt::format("one row, not {}, for {} at {}", count, setting, word_of(place)));
    }
  }
}

}  // namespace

base::Result<Policy> parse_policy(std::string_view text, std::string_view name) {
  const auto value = document::parse(text, name);
  if (!value.ok()) return value.error();
  document::Mistakes mistakes{std::string(name)};
  const Field root(*value, mistakes);
  root.expect_only({"schema", "date", "note", "rows", "without_setting"});
  static_cast<void>(root["schema"].integer_in(schema, schema));
  const std::string date = statement_at(root["date"]);
  Policy policy;
  for (const Field& item : root["rows"].items()) policy.rows.push_back(row_at(item, date));
  check_rows(root["rows"], policy);
  policy.rows.push_back(row_without_setting_at(root["without_setting"], date));
  if (const auto status = mistakes.status(); !status.ok()) return status.error();
  return policy;
}

const Policy& built_in_policy() {
  static const Policy policy = [] {
    auto parsed = parse_policy(embedded::policy(), "the built-in policy");
    KIZASHI_CHECK(parsed.ok(), "the program's own policy is whole");
    return *std::move(parsed);
  }();
  return policy;
}

const PolicyRow& row_for(const Policy& policy, std::optional<Setting> setting, std::optional<Place> place) {
  const auto found = std::find_if(policy.rows.begin(), policy.rows.end(), [&](const PolicyRow& row) {
    return row.setting == setting && (!place || holds_at(row, *place));
  });
  KIZASHI_CHECK(found != policy.rows.end(), "a policy has a row for every setting and place");
  return *found;
}

}  // namespace kizashi::study
