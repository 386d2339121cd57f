// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/model_files/index_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>
#include <utility>

#include "kizashi/face/openface/model_files/damaged_file.h"
#include "kizashi/face/openface/model_files/model_limits.h"

namespace kizashi::face::openface {

namespace {

constexpr std::string_view blanks = " \t\r\v\f";
constexpr std::size_t longest_text = 100'000;  ///< bytes; OpenFace's own have under 2,000

base::Error bad_line(const std::string& file, int line, std::string_view reason) {
  return damaged_file(fmt::format("{}, line {}", file, line), reason);
}

struct WordLine {
  int number = 1;
  std::vector<std::string> words;
};

std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  for (auto begin = line.find_first_not_of(blanks); begin != std::string_view::npos;) {
    const auto end = std::min(line.find_first_of(blanks, begin), line.size());
    words.emplace_back(line.substr(begin, end - begin));
    begin = line.find_first_not_of(blanks, end);
  }
  return words;
}

/// Whatever an error says of a line can then be shown anywhere.
bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char one) { return (one >= ' ' && one <= '~') || blanks.find(one) != std::string_view::npos; });
}

/// Lines with two words at least; empty ones and those that begin with # left out.
base::Result<std::vector<WordLine>> word_lines(std::string_view text, const std::string& file) {
  if (text.size() > longest_text) return bad_line(file, 1, "far too long for a list of files");
  std::vector<WordLine> lines;
  int number = 0;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view content = text.substr(0, end);
    WordLine line{++number, words_of(content)};
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.words.empty() || line.words.front().starts_with('#')) continue;
    if (!is_plain(content)) return bad_line(file, number, "characters that no list of files has");
    if (line.words.size() < 2) return bad_line(file, number, "two words are needed at least");
    lines.push_back(std::move(line));
  }
  return lines;
}

bool leads_outside(const std::string& path) {
  const std::filesystem::path steps(path);
  if (steps.is_absolute()) return true;
  for (const auto& step : steps) {
    if (step == "..") return true;
  }
  return false;
}

std::optional<int> landmark_of(const std::string& word, int point_count) {
  int number = -1;
  const auto [end, failure] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (failure != std::errc() || end != word.data() + word.size()) return std::nullopt;
  if (number < 0 || number >= point_count) return std::nullopt;
  return number;
}

}  // namespace

base::Result<std::vector<IndexEntry>> parse_index(std::string_view text, const std::string& file) {
  auto lines = word_lines(text, file);
  if (!lines.ok()) return lines.error();
  std::vector<IndexEntry> entries;
  for (WordLine& line : *lines) {
    if (leads_outside(line.words[1])) return bad_line(file, line.number, "the path leads out of the model folder");
    entries.push_back({line.number, line.words[0], line.words[1], {line.words.begin() + 2, line.words.end()}});
  }
  return entries;
}

base::Result<std::vector<ListedPredictor>> parse_predictor_list(std::string_view text, const std::string& file) {
  const auto lines = word_lines(text, file);
  if (!lines.ok()) return lines.error();
  std::vector<ListedPredictor> predictors;
  for (const WordLine& line : *lines) {
    if (leads_outside(line.words[0])) return bad_line(file, line.number, "the path leads out of the model folder");
    const auto unit = observation::action_unit_of(line.words[1]);
    if (!unit || line.words.size() != 2) return bad_line(file, line.number, "not a file and one known action unit");
    predictors.push_back({line.words[0], *unit});
  }
  return predictors;
}

base::Result<ListedPart> parse_part(const IndexEntry& entry, const std::string& file, int part_point_count) {
  const auto& words = entry.arguments;
  if (words.size() < 3 || words.size() % 2 == 0) {
    return bad_line(file, entry.line, "a part needs a name and pairs of landmarks");
  }
  ListedPart part{words[0], {}};
  for (std::size_t i = 1; i + 1 < words.size(); i += 2) {
    const auto of_face = landmark_of(words[i], face_point_count);
    const auto of_part = landmark_of(words[i + 1], part_point_count);
    if (!of_face || !of_part) {
      return bad_line(file, entry.line,
                      fmt::format("{} {} is no pair of landmarks of the face's 68 and the part's {}", words[i],
                                  words[i + 1], part_point_count));
    }
    part.shared_points.push_back({*of_face, *of_part});
  }
  return part;
}

}  // namespace kizashi::face::openface
