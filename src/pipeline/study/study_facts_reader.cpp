// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/study_facts_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <charconv>
#include <chrono>
#include <utility>

namespace kizashi::pipeline {

namespace {

using base::Error;
using base::ErrorCode;

/// The number that exactly these digits write, or -1.
int number_of(std::string_view digits) {
  int number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return error == std::errc() && end == digits.data() + digits.size() && digits.front() != '-' ? number : -1;
}

Error wrong(std::string message) { return {ErrorCode::invalid_option, std::move(message)}; }

Error unknown_word(std::string_view option, std::string_view word, const std::vector<std::string_view>& choices) {
  return wrong(fmt::format("{} {}: no such choice; give one of {}", option, word, fmt::join(choices, ", ")));
}

base::Status check_texts(const InitStudyOptions& options) {
  using NamedText = std::pair<const char*, const std::optional<std::string>*>;
  const std::array texts{NamedText{"--title", &options.title}, NamedText{"--ethics-id", &options.ethics_id},
                         NamedText{"--responsible", &options.responsible}};
  for (const auto& [option, text] : texts) {
    if (*text && (*text)->empty()) return wrong(fmt::format("{} is empty; give a text or leave it out", option));
  }
  return {};
}

base::Status check_research(const study::StudyFacts& facts, const std::string& today) {
  if (!facts.ethics_id || !facts.until_date) {
    return wrong("--setting research needs the ethics approval's number and its last day: --ethics-id and --until");
  }
  if (*facts.until_date <= today) {
    return wrong(fmt::format("--until {}: the approval must end after today, {}", *facts.until_date, today));
  }
  return {};
}

base::Status check_needs(const study::StudyFacts& facts, const std::string& today) {
  if (!facts.setting && facts.place) return wrong("--place says where a setting holds; give --setting too");
  if (facts.setting == study::Setting::research) return check_research(facts, today);
  if (facts.setting == study::Setting::clinic && !facts.responsible) {
    return wrong("--setting clinic needs the health professional in charge: --responsible NAME");
  }
  return {};
}

}  // namespace

bool is_calendar_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const int year = number_of(text.substr(0, 4));
  const int month = number_of(text.substr(5, 2));
  const int day = number_of(text.substr(8, 2));
  if (year < 1 || month < 1 || day < 1) return false;
  return std::chrono::year_month_day(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                     std::chrono::day(static_cast<unsigned>(day)))
      .ok();
}

base::Result<study::StudyFacts> study_facts_of(const InitStudyOptions& options, const std::string& today) {
  if (auto status = check_texts(options); !status.ok()) return status.error();
  study::StudyFacts facts;
  facts.title = options.title.value_or("");
  if (options.setting) {
    facts.setting = study::setting_of(*options.setting);
    if (!facts.setting) return unknown_word("--setting", *options.setting, study::setting_words());
  }
  if (options.place) {
    facts.place = study::place_of(*options.place);
    if (!facts.place) return unknown_word("--place", *options.place, study::place_words());
  }
  if (options.until_date && !is_calendar_day(*options.until_date)) {
    return wrong(fmt::format("--until {}: no day of the calendar; write it YYYY-MM-DD", *options.until_date));
  }
  facts.ethics_id = options.ethics_id;
  facts.until_date = options.until_date;
  facts.responsible = options.responsible;
  if (auto status = check_needs(facts, today); !status.ok()) return status.error();
  return facts;
}

}  // namespace kizashi::pipeline
