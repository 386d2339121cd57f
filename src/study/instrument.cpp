// SPDX-License-Identifier: Apache-2.0
#include "kizashi/study/instrument.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "kizashi/base/check.h"
#include "kizashi/document/field.h"

namespace kizashi::study {

namespace embedded {
std::string_view bdi2_instrument();
std::string_view cesd_instrument();
std::string_view cesd_ja_shima_instrument();
std::string_view gad7_en_instrument();
std::string_view k10_en_instrument();
std::string_view k6_en_instrument();
std::string_view phq8_en_instrument();
std::string_view phq9_en_instrument();
std::string_view phq9_ja_instrument();
std::string_view sds_instrument();
}  // namespace embedded

namespace {

using document::Field;

constexpr int schema = 1;
constexpr int most_items = 200;
constexpr int largest_number = 1000;
constexpr std::string_view total_mark = "_total";

int integer_at(const Field& field, int low, int high) { return static_cast<int>(field.integer_in(low, high)); }

/// A text that is there and says something.
std::string statement_at(const Field& field) {
  std::string text = field.text();
  if (text.empty() && field.present()) field.reject("a text that is not empty");
  return text;
}

Instrument::ItemRange range_at(const Field& field) {
  const std::vector<Field> ends = field.items();
  if (ends.size() != 2) {
    field.reject("the lowest and the highest number");
    return {};
  }
  const Instrument::ItemRange range{integer_at(ends[0], 0, largest_number), integer_at(ends[1], 0, largest_number)};
  if (range.low >= range.high) field.reject("a lowest number below the highest");
  return range;
}

/// Bands are for words about a total: none, or one for every total, in order.
std::vector<Instrument::Band> bands_at(const Field& field, const Instrument& instrument) {
  std::vector<Instrument::Band> bands;
  int next = instrument.lowest_total;
  for (const Field& item : field.items()) {
    item.expect_only({"min", "max", "label"});
    Instrument::Band band{integer_at(item["min"], 0, largest_number), integer_at(item["max"], 0, largest_number),
                          statement_at(item["label"])};
    if (band.low != next || band.high < band.low) item.reject(fmt::format("a band that begins at {}", next));
    next = band.high + 1;
    bands.push_back(std::move(band));
  }
  if (!bands.empty() && next != instrument.highest_total + 1) {
    field.reject(fmt::format("bands up to {}", instrument.highest_total));
  }
  return bands;
}

std::vector<int> reversed_items_at(const Field& field, int item_count) {
  std::vector<int> numbers;
  for (const Field& item : field.items()) {
    numbers.push_back(integer_at(item, 1, item_count));
    if (numbers.size() > 1 && numbers[numbers.size() - 2] >= numbers.back()) item.reject("numbers that rise");
  }
  return numbers;
}

void check_wording_item(const Field& item, const Instrument& instrument, std::size_t idx) {
  item.expect_only({"id", "text", "full_text", "reverse", "self_harm"});
  const int number = static_cast<int>(idx) + 1;
  const std::string id = column_of(instrument.id, number);
  if (item["id"].text() != id) item["id"].reject(id);
  static_cast<void>(statement_at(item["text"]));
  static_cast<void>(item["self_harm"].flag());
  const auto& reversed = instrument.reversed_items;
  const bool is_reversed = std::find(reversed.begin(), reversed.end(), number) != reversed.end();
  if (item["reverse"].flag() != is_reversed) item["reverse"].reject("what reversed_items says");
}

/// The wording is there as a whole or not at all.
void check_wording(const Field& root, const Instrument& instrument) {
  if (instrument.score_entry_only) {
    for (const char* name : {"items", "anchors", "stem", "instruction", "unscored_items"}) {
      if (root[name].present()) root[name].reject("no wording, since only scores may be entered");
    }
    return;
  }
  static_cast<void>(statement_at(root["stem"]));
  const std::vector<Field> items = root["items"].items();
  if (items.size() != static_cast<std::size_t>(instrument.item_count)) {
    root["items"].reject(fmt::format("{} items, as item_count says", instrument.item_count));
  }
  for (std::size_t i = 0; i < items.size(); ++i) check_wording_item(items[i], instrument, i);
  int next = instrument.item_range.low;
  for (const Field& anchor : root["anchors"].items()) {
    anchor.expect_only({"value", "text"});
    if (anchor["value"].integer() != next) anchor["value"].reject(fmt::format("the number {}", next));
    static_cast<void>(statement_at(anchor["text"]));
    ++next;
  }
  if (next != instrument.item_range.high + 1) root["anchors"].reject("an anchor for each number of item_range");
}

void read_names(const Field& root, Instrument& instrument) {
  static_cast<void>(root["schema"].integer_in(schema, schema));
  instrument.id = statement_at(root["id"]);
  constexpr std::string_view signs = "abcdefghijklmnopqrstuvwxyz0123456789_";
  if (instrument.id.find_first_not_of(signs) != std::string::npos || instrument.id.ends_with(total_mark)) {
    root["id"].reject("small letters, digits and _");
  }
  instrument.name = statement_at(root["name"]);
  instrument.licence = statement_at(root["licence"]);
  static_cast<void>(statement_at(root["language"]));
  if (root["source"].items().empty()) root["source"].reject("at least one source");
  if (root["required_notice"].present()) instrument.required_notice = statement_at(root["required_notice"]);
}

void read_scores(const Field& root, Instrument& instrument) {
  instrument.score_entry_only = root["score_entry_only"].flag();
  instrument.item_count = integer_at(root["item_count"], 1, most_items);
  instrument.item_range = range_at(root["item_range"]);
  root["score"].expect_only({"method", "range", "index", "reverse_formula", "missing", "missing_note"});
  const Instrument::ItemRange totals = range_at(root["score"]["range"]);
  instrument.lowest_total = totals.low;
  instrument.highest_total = totals.high;
  const Instrument::ItemRange sum{instrument.item_count * instrument.item_range.low,
                                  instrument.item_count * instrument.item_range.high};
  if (totals.low != sum.low || totals.high != sum.high) {
    root["score"]["range"].reject(fmt::format("the range of a sum over all items, {} to {}", sum.low, sum.high));
  }
  instrument.reversed_items = reversed_items_at(root["reversed_items"], instrument.item_count);
  instrument.bands = bands_at(root["bands"], instrument);
}

/// Whole numbers from 1 without sign or leading zeros.
std::optional<int> item_number_of(std::string_view text, int item_count) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_whole = error == std::errc() && end == text.data() + text.size() && text.front() != '0';
  if (!is_whole || number < 1 || number > item_count) return std::nullopt;
  return number;
}

std::string in_lower_case(std::string_view name) {
  std::string lower(name);
  for (char& letter : lower) {
    if ('A' <= letter && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return lower;
}

bool is_of_digits(std::string_view text) { return text.find_first_not_of("0123456789") == std::string_view::npos; }

std::vector<Instrument> read_built_in_instruments() {
  std::vector<Instrument> instruments;
  for (const std::string_view text :
       {embedded::bdi2_instrument(), embedded::cesd_instrument(), embedded::cesd_ja_shima_instrument(),
        embedded::gad7_en_instrument(), embedded::k10_en_instrument(), embedded::k6_en_instrument(),
        embedded::phq8_en_instrument(), embedded::phq9_en_instrument(), embedded::phq9_ja_instrument(),
        embedded::sds_instrument()}) {
    auto instrument = parse_instrument(text, "a built-in questionnaire");
    KIZASHI_CHECK(instrument.ok(), "the program's own questionnaires are whole");
    if (instruments.empty() || instruments.back().id != instrument->id) instruments.push_back(*std::move(instrument));
  }
  return instruments;
}

}  // namespace

base::Result<Instrument> parse_instrument(std::string_view text, std::string_view name) {
  const auto value = document::parse(text, name);
  if (!value.ok()) return value.error();
  document::Mistakes mistakes{std::string(name)};
  const Field root(*value, mistakes);
  root.expect_only({"schema",
                    "id",
                    "name",
                    "language",
                    "version",
                    "licence",
                    "licence_note",
                    "required_notice",
                    "source",
                    "time_frame",
                    "instruction",
                    "stem",
                    "anchors",
                    "anchor_note",
                    "items",
                    "unscored_items",
                    "score_entry_only",
                    "item_count",
                    "item_range",
                    "reversed_items",
                    "score",
                    "bands",
                    "bands_source",
                    "bands_note",
                    "alternative_bands",
                    "cutoffs",
                    "wording_differences",
                    "safety",
                    "self_harm_item",
                    "citation",
                    "read_on",
                    "confirmed_on",
                    "confirmed_by"});
  Instrument instrument;
  read_names(root, instrument);
  read_scores(root, instrument);
  check_wording(root, instrument);
  if (const auto status = mistakes.status(); !status.ok()) return status.error();
  return instrument;
}

const std::vector<Instrument>& built_in_instruments() {
  static const std::vector<Instrument> instruments = read_built_in_instruments();
  return instruments;
}

const Instrument* find_instrument(std::string_view id) {
  const auto& all = built_in_instruments();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Instrument& one) { return one.id == id; });
  return found == all.end() ? nullptr : &*found;
}

std::optional<ScoreColumn> score_column_of(std::string_view column_name) {
  const std::size_t at = column_name.rfind('_');
  if (at == std::string_view::npos || at + 1 == column_name.size()) return std::nullopt;
  const Instrument* instrument = find_instrument(column_name.substr(0, at));
  if (instrument == nullptr) return std::nullopt;
  if (column_name.substr(at) == total_mark) return ScoreColumn{instrument, std::nullopt};
  const auto number = item_number_of(column_name.substr(at + 1), instrument->item_count);
  if (!number) return std::nullopt;
  return ScoreColumn{instrument, number};
}

std::optional<std::string> why_nearly_a_score_column(std::string_view column_name) {
  if (score_column_of(column_name)) return std::nullopt;
  const std::string name = in_lower_case(column_name);
  if (score_column_of(name)) return fmt::format("is a score if it is called {}", name);
  if (const Instrument* whole = find_instrument(name)) {
    return fmt::format("does not say which score of {} it is; call a total {}", whole->name, column_of(whole->id, {}));
  }
  const std::size_t at = name.rfind('_');
  if (at == std::string::npos || at + 1 == name.size() || !is_of_digits(name.substr(at + 1))) return std::nullopt;
  const Instrument* instrument = find_instrument(name.substr(0, at));
  if (instrument == nullptr) return std::nullopt;
  return fmt::format("is no item of {}, whose items are {} to {}", instrument->name, column_of(instrument->id, 1),
                     column_of(instrument->id, instrument->item_count));
}

std::string column_of(std::string_view instrument_id, std::optional<int> item_number) {
  return item_number ? fmt::format("{}_{}", instrument_id, *item_number)
                     : fmt::format("{}{}", instrument_id, total_mark);
}

}  // namespace kizashi::study
