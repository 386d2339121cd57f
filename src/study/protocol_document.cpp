// SPDX-License-Identifier: Apache-2.0
#include "kizashi/study/protocol_document.h"

#include <cstddef>

#include "kizashi/document/value.h"

namespace kizashi::study {

namespace {

using document::Value;

Value value_of(const Text& text) { return Value::object({{"en", text.en}, {"ja", text.ja}}); }

Value value_of(const RatingItem& item) {
  return Value::object({{"id", item.id},
                        {"label", value_of(item.label)},
                        {"valence", valence_words().at(static_cast<std::size_t>(item.valence))}});
}

Value value_of(const RatingScale& scale) {
  return Value::object({{"lowest", scale.lowest},
                        {"highest", scale.highest},
                        {"step", scale.step},
                        {"lowest_label", value_of(scale.lowest_label)},
                        {"highest_label", value_of(scale.highest_label)}});
}

Value value_of(const Group& group) {
  return Value::object({{"id", group.id}, {"label", value_of(group.label)}, {"low", group.low}, {"high", group.high}});
}

template <typename Entry>
Value value_of(const std::vector<Entry>& entries);

Value value_of(const Grouping& grouping) {
  return Value::object({{"id", grouping.id}, {"groups", value_of(grouping.groups)}});
}

Value value_of(const Family& family) {
  Value analyses = Value::array();
  for (const std::string& analysis : family.analyses) analyses.push(analysis);
  return Value::object({{"id", family.id}, {"analyses", std::move(analyses)}});
}

template <typename Entry>
Value value_of(const std::vector<Entry>& entries) {
  Value list = Value::array();
  for (const Entry& entry : entries) list.push(value_of(entry));
  return list;
}

}  // namespace

const std::vector<std::string_view>& valence_words() {
  static const std::vector<std::string_view> words{"positive", "negative", "neutral"};
  return words;
}

const std::vector<std::string_view>& analysis_words() {
  static const std::vector<std::string_view> words{"ratings.by_rater_anova",  "ratings.by_ratee",
                                                   "ratings.mixed_model",     "ratings.mixed_model_slopes",
                                                   "raters.tendency",         "raters.tendency_mixed_model",
                                                   "au.group_welch",          "au.group_mann_whitney",
                                                   "au.equivalence",          "au.correlation_pearson",
                                                   "au.correlation_spearman", "au.correlation_kendall",
                                                   "au.partial_pearson"};
  return words;
}

const std::vector<std::string_view>& summary_words() {
  static const std::vector<std::string_view> words{"mean", "sd", "median", "p90", "max"};
  return words;
}

std::string canonical_form(const Protocol& protocol) {
  return document::write_line(Value::object({{"schema", protocol_schema},
                                             {"id", protocol.id},
                                             {"version", protocol.version},
                                             {"title", value_of(protocol.title)},
                                             {"citation", protocol.citation},
                                             {"note", protocol.note},
                                             {"items", value_of(protocol.items)},
                                             {"scale", value_of(protocol.scale)},
                                             {"instrument", protocol.instrument},
                                             {"groupings", value_of(protocol.groupings)},
                                             {"families", value_of(protocol.families)},
                                             {"smallest_effect_d", protocol.smallest_effect_d},
                                             {"alpha", protocol.alpha},
                                             {"baseline", word_of(protocol.baseline)},
                                             {"segment", word_of(protocol.segment)},
                                             {"summary", protocol.summary},
                                             {"clip_duration_s", protocol.clip_duration_s}}));
}

}  // namespace kizashi::study
