// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/overlay_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace kizashi::media {

namespace {

const cv::Scalar background(28, 30, 34);
const cv::Scalar text_colour(232, 234, 238);
const cv::Scalar quiet_colour(150, 156, 166);
const cv::Scalar warning_colour(245, 190, 60);
const cv::Scalar present_colour(86, 180, 233);
const cv::Scalar track_colour(74, 80, 90);

// In pixels at a text scale of 1.
constexpr double margin = 10.0;
constexpr double line_height = 19.0;
constexpr double bars_begin = 92.0;
constexpr double verdict_height = 58.0;
constexpr double tallest_bar_row = 21.0;
constexpr double code_width = 48.0;
constexpr double number_width = 34.0;
constexpr double mark_size = 9.0;
constexpr std::size_t letters_in_a_line = 32;
constexpr double full_intensity = 5.0;
constexpr double least_voice_probability = 0.5;

/// Draws in units of the text scale, from the panel's upper left corner.
class Pen {
 public:
  Pen(cv::Mat rgb, double scale) : rgb_(std::move(rgb)), scale_(scale) {}

  [[nodiscard]] double width() const { return rgb_.cols / scale_; }
  [[nodiscard]] double height() const { return rgb_.rows / scale_; }

  /// Writes on a line that ends at `baseline`; a size of 1 has letters of ten units.
  void write(const std::string& text, double left, double baseline, const cv::Scalar& colour, double size = 1.0) {
    constexpr double hershey_scale = 0.45;
    cv::putText(rgb_, text, {at(left), at(baseline)}, cv::FONT_HERSHEY_SIMPLEX, hershey_scale * size * scale_, colour,
                1, cv::LINE_AA);
  }

  void box(const cv::Rect2d& place, const cv::Scalar& colour, bool filled) {
    const cv::Point corner(at(place.x), at(place.y));
    const cv::Point opposite(at(place.x + place.width), at(place.y + place.height));
    cv::rectangle(rgb_, corner, opposite, colour, filled ? cv::FILLED : 1, cv::LINE_8);
  }

  void dot(double x, double y, const cv::Scalar& colour, bool filled) {
    cv::circle(rgb_, {at(x), at(y)}, at(mark_size / 2.0), colour, filled ? cv::FILLED : 1, cv::LINE_AA);
  }

 private:
  [[nodiscard]] int at(double length) const { return cvRound(length * scale_); }

  cv::Mat rgb_;
  double scale_;
};

void draw_frame_facts(Pen& pen, const DrawnFrame& frame) {
  pen.write(fmt::format("frame {}   {:.3f} s", frame.frame_number, frame.timestamp_s), margin, 20.0, text_colour);
  const double baseline = 20.0 + line_height;
  if (!frame.speech_probability) {
    pen.write("voice unknown", margin, baseline, quiet_colour);
    return;
  }
  const bool voice = *frame.speech_probability >= least_voice_probability;
  pen.dot(margin + mark_size / 2.0, baseline - 5.0, voice ? present_colour : quiet_colour, voice);
  pen.write(voice ? "voice" : "no voice", margin + 2.0 * mark_size, baseline, voice ? text_colour : quiet_colour);
}

void draw_warnings(Pen& pen, const PanelContent& content) {
  const bool is_fine = content.face != nullptr && content.face->warnings.empty();
  std::vector<std::string> words{"no face found"};
  if (content.face != nullptr) words = is_fine ? std::vector<std::string>{""} : content.face->warnings;
  if (!content.heading.empty()) words.front() = content.heading + (is_fine ? "" : ": ") + words.front();
  double baseline = 20.0 + 2.0 * line_height;
  constexpr std::size_t most_lines = 2;
  const auto lines = wrapped(words, letters_in_a_line);
  for (std::size_t i = 0; i < std::min(most_lines, lines.size()); ++i) {
    pen.write(lines[i], margin, baseline, is_fine ? quiet_colour : warning_colour, 0.9);
    baseline += 0.9 * line_height;
  }
}

/// A bar from 0 to 5, filled where the unit is present and an outline where it is not, with a mark that says the same.
void draw_unit(Pen& pen, observation::ActionUnit unit, const DrawnFace* face, const cv::Rect2d& row) {
  const double baseline = row.y + row.height - 0.25 * row.height;
  const double size = std::min(1.0, row.height / 17.0);
  const auto intensity = face != nullptr ? face->intensities[index_of(unit)] : std::nullopt;
  const bool present = face != nullptr && face->presences[index_of(unit)].value_or(false);
  const cv::Scalar& colour = present ? text_colour : quiet_colour;
  pen.write(std::string(code_of(unit)), row.x, baseline, colour, size);
  const cv::Rect2d track(row.x + code_width, row.y + 0.22 * row.height, row.width - code_width - number_width,
                         0.56 * row.height);
  pen.box(track, track_colour, false);
  if (!intensity) return;
  const double share = std::clamp(*intensity / full_intensity, 0.0, 1.0);
  if (share > 0.0)
    pen.box({track.x, track.y, share * track.width, track.height}, present ? present_colour : quiet_colour, present);
  pen.write(fmt::format("{:.1f}", *intensity), track.x + track.width + 7.0, baseline, colour, size);
}

void draw_units(Pen& pen, const PanelContent& content) {
  const double room = pen.height() - bars_begin - verdict_height;
  const double row_height = std::min(tallest_bar_row, room / static_cast<double>(content.units.size()));
  double top = bars_begin;
  for (const auto unit : content.units) {
    draw_unit(pen, unit, content.face, {margin, top, pen.width() - 2.0 * margin, row_height});
    top += row_height;
  }
}

void draw_verdict(Pen& pen, const std::vector<std::string>& lines) {
  double baseline = pen.height() - verdict_height + 18.0;
  constexpr std::size_t most_lines = 3;
  for (std::size_t i = 0; i < std::min(most_lines, lines.size()); ++i) {
    pen.write(lines[i], margin, baseline, text_colour, 0.85);
    baseline += 0.85 * line_height;
  }
}

}  // namespace

std::vector<std::string> wrapped(const std::vector<std::string>& words, std::size_t most_letters) {
  std::vector<std::string> lines;
  for (const std::string& word : words) {
    if (lines.empty() || lines.back().size() + 2 + word.size() > most_letters) {
      if (!lines.empty()) lines.back() += ',';
      lines.push_back(word);
    } else {
      lines.back() += ", " + word;
    }
  }
  return lines;
}

void draw_panel(cv::Mat rgb, const PanelContent& content, double text_scale) {
  rgb.setTo(background);
  Pen pen(std::move(rgb), text_scale);
  if (content.tells_of_frame) {
    draw_frame_facts(pen, content.frame);
    draw_verdict(pen, content.verdict_lines);
  }
  draw_warnings(pen, content);
  draw_units(pen, content);
}

}  // namespace kizashi::media
