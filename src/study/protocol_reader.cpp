// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <set>

#include "kizashi/base/hash.h"
#include "kizashi/document/field.h"
#include "kizashi/study/instrument.h"
#include "kizashi/study/protocol.h"
#include "kizashi/study/protocol_document.h"

namespace kizashi::study {

namespace {

using document::Field;

constexpr std::size_t longest_id = 64;
constexpr std::size_t most_items = 100;
constexpr std::size_t most_groupings = 50;
constexpr double largest_rating = 1e6;
constexpr int largest_score = 100000;

std::string statement_at(const Field& field) {
  std::string text = field.text();
  if (text.empty() && field.present()) field.reject("a text that is not empty");
  return text;
}

Text both_languages_at(const Field& field) {
  field.expect_only({"en", "ja"});
  return {statement_at(field["en"]), statement_at(field["ja"])};
}

/// Names columns and files, so it is plain.
std::string id_at(const Field& field) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";
  constexpr std::string_view signs = "abcdefghijklmnopqrstuvwxyz0123456789_";
  std::string id = field.text();
  const bool is_plain = !id.empty() && id.size() <= longest_id && letters.find(id.front()) != std::string_view::npos &&
                        id.find_first_not_of(signs) == std::string::npos;
  if (!is_plain && field.present()) field.reject("1 to 64 small letters, digits and _, a letter first");
  return id;
}

/// Ids of one list, each of which stands once.
class DistinctIds {
 public:
  std::string at(const Field& field) {
    std::string id = id_at(field);
    if (!seen_.insert(id).second) field.reject("an id that no other entry has");
    return id;
  }

 private:
  std::set<std::string> seen_;
};

/// The entries of a list that has at least one and not too many.
std::vector<Field> some_items(const Field& field, std::size_t most) {
  std::vector<Field> items = field.items();
  if (field.present() && (items.empty() || items.size() > most)) field.reject(fmt::format("1 to {} entries", most));
  return items;
}

std::vector<RatingItem> rating_items_at(const Field& field) {
  std::vector<RatingItem> items;
  DistinctIds ids;
  for (const Field& item : some_items(field, most_items)) {
    item.expect_only({"id", "label", "valence"});
    items.push_back({ids.at(item["id"]), both_languages_at(item["label"]),
                     static_cast<RatingItem::Valence>(item["valence"].one_of(valence_words()))});
  }
  return items;
}

void read_step(const Field& field, RatingScale& scale) {
  scale.step.reset();
  if (!field["step"].present()) return;
  scale.step = field["step"].number_in(1e-6, largest_rating);
  if (scale.lowest < scale.highest && why_not_on_scale(scale, scale.highest)) {
    field["step"].reject("a step that leads from lowest to highest");
  }
}

RatingScale scale_at(const Field& field) {
  field.expect_only({"lowest", "highest", "step", "lowest_label", "highest_label"});
  RatingScale scale;
  scale.lowest = field["lowest"].number_in(-largest_rating, largest_rating);
  scale.highest = field["highest"].number_in(-largest_rating, largest_rating);
  const bool both = field["lowest"].present() && field["highest"].present();
  if (both && scale.lowest >= scale.highest) field["highest"].reject("a number above lowest");
  read_step(field, scale);
  scale.lowest_label = both_languages_at(field["lowest_label"]);
  scale.highest_label = both_languages_at(field["highest_label"]);
  return scale;
}

std::string instrument_at(const Field& field) {
  std::string id = field.text();
  if (!field.present() || find_instrument(id) != nullptr) return id;
  std::vector<std::string_view> known;
  for (const Instrument& instrument : built_in_instruments()) known.push_back(instrument.id);
  field.reject(fmt::format("one of: {}", fmt::join(known, ", ")));
  return id;
}

Group group_at(const Field& field, DistinctIds& ids, const Instrument* instrument) {
  field.expect_only({"id", "label", "low", "high"});
  const int lowest = instrument == nullptr ? 0 : instrument->lowest_total;
  const int highest = instrument == nullptr ? largest_score : instrument->highest_total;
  Group group{ids.at(field["id"]), both_languages_at(field["label"]),
              static_cast<int>(field["low"].integer_in(lowest, highest)),
              static_cast<int>(field["high"].integer_in(lowest, highest))};
  if (field["low"].present() && field["high"].present() && group.low > group.high) {
    field["high"].reject("a score that is not below low");
  }
  return group;
}

bool overlap(const Group& one, const Group& other) { return one.low <= other.high && other.low <= one.high; }

Grouping grouping_at(const Field& field, DistinctIds& ids, const Instrument* instrument) {
  field.expect_only({"id", "groups"});
  Grouping grouping{ids.at(field["id"]), {}};
  DistinctIds group_ids;
  const std::vector<Field> groups = field["groups"].items();
  for (const Field& item : groups) grouping.groups.push_back(group_at(item, group_ids, instrument));
  if (field["groups"].present() && groups.size() != 2) {
    field["groups"].reject("two groups: differences are the first less the second");
  } else if (groups.size() == 2 && overlap(grouping.groups[0], grouping.groups[1])) {
    groups[1].reject("a group that shares no score with the first");
  }
  return grouping;
}

std::vector<Grouping> groupings_at(const Field& field, const Instrument* instrument) {
  std::vector<Grouping> groupings;
  DistinctIds ids;
  for (const Field& item : some_items(field, most_groupings)) groupings.push_back(grouping_at(item, ids, instrument));
  return groupings;
}

std::vector<Family> families_at(const Field& field) {
  std::vector<Family> families;
  DistinctIds ids;
  std::set<std::string> taken;
  for (const Field& item : some_items(field, analysis_words().size())) {
    item.expect_only({"id", "analyses"});
    Family family{ids.at(item["id"]), {}};
    for (const Field& analysis : some_items(item["analyses"], analysis_words().size())) {
      family.analyses.emplace_back(analysis_words().at(analysis.one_of(analysis_words())));
      if (!taken.insert(family.analyses.back()).second && analysis.present()) {
        analysis.reject("an analysis that no family has yet");
      }
    }
    families.push_back(std::move(family));
  }
  return families;
}

void read_names(const Field& root, Protocol& protocol) {
  static_cast<void>(root["schema"].integer_in(protocol_schema, protocol_schema));
  protocol.id = id_at(root["id"]);
  protocol.version = statement_at(root["version"]);
  protocol.title = both_languages_at(root["title"]);
  protocol.citation = statement_at(root["citation"]);
  if (root["note"].present()) protocol.note = root["note"].text();
}

void read_analysis(const Field& root, Protocol& protocol) {
  protocol.families = families_at(root["families"]);
  protocol.smallest_effect_d = root["smallest_effect_d"].number_in(0.01, 5.0);
  protocol.alpha = root["alpha"].number_in(1e-6, 0.5);
  protocol.baseline = static_cast<Baseline>(root["baseline"].one_of({"none", "clip", "running"}));
  protocol.segment = static_cast<Segment>(root["segment"].one_of({"whole", "speaking", "silent"}));
  protocol.summary = summary_words().at(root["summary"].one_of(summary_words()));
  protocol.clip_duration_s = root["clip_duration_s"].number_in(0.1, 3600.0);
}

Protocol protocol_at(const Field& root) {
  root.expect_only({"schema", "id", "version", "title", "citation", "note", "items", "scale", "instrument", "groupings",
                    "families", "smallest_effect_d", "alpha", "baseline", "segment", "summary", "clip_duration_s"});
  Protocol protocol;
  read_names(root, protocol);
  protocol.items = rating_items_at(root["items"]);
  protocol.scale = scale_at(root["scale"]);
  protocol.instrument = instrument_at(root["instrument"]);
  protocol.groupings = groupings_at(root["groupings"], find_instrument(protocol.instrument));
  read_analysis(root, protocol);
  return protocol;
}

}  // namespace

base::Result<ProtocolDocument> parse_protocol(std::string_view text, std::string_view name) {
  const auto value = document::parse(text, name);
  if (!value.ok()) return value.error();
  document::Mistakes mistakes{std::string(name)};
  Protocol protocol = protocol_at(Field(*value, mistakes));
  if (const auto status = mistakes.status(); !status.ok()) return status.error();
  std::string canonical = canonical_form(protocol);
  std::string sha256 = base::sha256_of(canonical);
  return ProtocolDocument{std::move(protocol), std::move(canonical), std::move(sha256)};
}

}  // namespace kizashi::study
