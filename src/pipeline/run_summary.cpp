// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/run_summary.h"

#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "kizashi/base/atomic_file.h"
#include "kizashi/document/field.h"
#include "kizashi/table/csv_writer.h"

namespace kizashi::pipeline {

namespace {

using document::Field;
using table::Column;

/// A number of the summary of a unit, as the sidecar calls it.
struct Statistic {
  const char* name;
  const char* unit;
  const char* description;
};

constexpr std::array<Statistic, 13> statistics{{
    {"mean_intensity", "1", "mean intensity, 0 to 5"},
    {"sd_intensity", "1", "standard deviation of intensity"},
    {"median_intensity", "1", "median intensity, 0 to 5"},
    {"p90_intensity", "1", "intensity that a tenth of the frames exceed, 0 to 5"},
    {"max_intensity", "1", "largest intensity, 0 to 5"},
    {"mean_change_per_s", "1/s", "mean absolute change of intensity from frame to frame, per second"},
    {"present_share", "1", "share of the frames in which the unit is present, 0 to 1"},
    {"bouts", "1", "number of runs of frames in which the unit is present"},
    {"mean_bout_s", "s", "mean length of a bout"},
    {"onset_speed_per_s", "1/s", "intensity gained per second on the way to a bout's peak, mean over the bouts"},
    {"asymmetry", "1", "mean of left less right intensity over frames of presence, the person's sides"},
    {"present_asymmetry", "1", "share of frames with the left side present less that with the right"},
    {"frames", "1", "frames of the segment in which the unit was measured"},
}};

/// Of the whole clip alone: repeated measurements told them.
constexpr std::array<Statistic, 2> errors{{
    {"mean_intensity", "1", "standard error of measurement of mean_intensity; of the whole clip"},
    {"present_share", "1", "standard error of measurement of present_share; of the whole clip"},
}};

/// A part of the clip, and under which name a unit's summary holds it; the whole is the summary itself.
struct Segment {
  const char* name;
  const char* member;
};
constexpr std::array<Segment, 3> segments{{{"whole", ""}, {"speaking", "while_speaking"}, {"silent", "while_silent"}}};

/// What a row begins with, the same for all rows of a clip.
struct ClipCells {
  std::string clip;
  std::string status;
  std::string error;
  std::string verdict;
  std::string reasons;
  std::optional<std::int64_t> frames;
  std::optional<std::int64_t> frames_with_face;
  std::optional<double> duration_s;
};

std::optional<double> number_of(const Field& field) {
  return field.present() ? std::optional(field.number()) : std::nullopt;
}

class SummaryWriter {
 public:
  explicit SummaryWriter(table::Sink sink) : writer_(std::move(sink), names_of(run_summary_columns())) {}

  base::Status add_clip(const ClipCells& clip, const Field& sidecar) {
    const std::vector<Field> faces = sidecar["faces"].items();
    if (faces.empty()) return add_clip_without_numbers(clip);
    for (const Field& face : faces) {
      if (auto status = add_face(clip, face); !status.ok()) return status;
    }
    return {};
  }

  base::Status add_clip_without_numbers(const ClipCells& clip) {
    put(clip);
    writer_.put_blanks(3 + statistics.size() + errors.size());
    return writer_.end_row();
  }

  base::Status finish() { return writer_.finish(); }

 private:
  base::Status add_face(const ClipCells& clip, const Field& face) {
    for (const Segment& segment : segments) {
      for (const Field::Member& unit : face["action_units"].members()) {
        put(clip);
        writer_.put_integer(face["face_id"].integer()).put_text(segment.name).put_text(unit.name);
        put_numbers(segment, unit.field);
        if (auto status = writer_.end_row(); !status.ok()) return status;
      }
    }
    return {};
  }

  void put(const ClipCells& clip) {
    for (const std::string* text : {&clip.clip, &clip.status, &clip.error, &clip.verdict, &clip.reasons}) {
      writer_.put_text(*text);
    }
    for (const auto& count : {clip.frames, clip.frames_with_face}) {
      count ? writer_.put_integer(*count) : writer_.put_blank();
    }
    writer_.put_shortest(clip.duration_s);
  }

  void put_numbers(const Segment& segment, const Field& unit) {
    const bool is_whole = *segment.member == '\0';
    const Field part = is_whole ? unit : unit[segment.member];
    for (const Statistic& statistic : statistics) {
      writer_.put_shortest(part.present() ? number_of(part[statistic.name]) : std::nullopt);
    }
    const Field error = unit["standard_error"];
    for (const Statistic& statistic : errors) {
      writer_.put_shortest(is_whole && error.present() ? number_of(error[statistic.name]) : std::nullopt);
    }
  }

  table::CsvWriter writer_;
};

ClipCells cells_of(std::string name, const ClipOutcome& outcome) {
  if (!outcome.report.ok()) {
    return {std::move(name), "failed", std::string(base::error_word(outcome.report.error().code)), {}, {}, {}, {}, {}};
  }
  const ClipReport& report = *outcome.report;
  return {std::move(name),
          "done",
          {},
          report.verdict,
          fmt::format("{}", fmt::join(report.reasons, ";")),
          report.frames,
          report.frames_with_face,
          {}};
}

base::Status add(SummaryWriter& writer, ClipCells clip, const ClipOutcome& outcome) {
  if (!outcome.report.ok()) return writer.add_clip_without_numbers(clip);
  const std::string name = outcome.report->sidecar.string();
  const auto sidecar = document::read_file(name);
  if (!sidecar.ok()) return sidecar.error();
  document::Mistakes mistakes(name);
  const Field root(*sidecar, mistakes);
  clip.duration_s = number_of(root["clip"]["duration_s"]);
  if (auto status = writer.add_clip(clip, root); !status.ok()) return status;
  return mistakes.status();
}

}  // namespace

std::string clip_name(const RunResults& run, const ClipTask& task) {
  return (task.output_folder / task.stem).lexically_relative(run.output_folder.lexically_normal()).generic_string();
}

std::vector<Column> run_summary_columns() {
  std::vector<Column> columns{{"clip", "1", "where the clip's files lie below the output folder, without ending"},
                              {"status", "1", "done or failed"},
                              {"error", "1", "the kind of failure; blank where done"},
                              {"verdict", "1", "good, weak or no-face"},
                              {"reasons", "1", "why a clip is weak, separated by semicolons"},
                              {"clip_frames", "1", "decoded frames of the clip"},
                              {"clip_frames_with_face", "1", "frames in which a face was found"},
                              {"clip_duration_s", "s", "length of the clip"},
                              {"face_id", "1", "number of the face, from 0; blank where nobody was found"},
                              {"segment", "1", "whole, speaking or silent"},
                              {"au", "1", "the action unit"}};
  for (const Statistic& statistic : statistics) {
    columns.push_back({statistic.name, statistic.unit, statistic.description});
  }
  for (const Statistic& error : errors) {
    columns.push_back({fmt::format("{}_standard_error", error.name), error.unit, error.description});
  }
  return columns;
}

base::Result<std::filesystem::path> write_run_summary(const RunResults& run) {
  auto file = base::AtomicFile::create(run.output_folder / fmt::format("{}.csv", summary_stem));
  if (!file.ok()) return file.error();
  SummaryWriter writer(table::sink_to(*file));
  for (std::size_t idx = 0; idx < run.tasks.size(); ++idx) {
    const ClipOutcome& outcome = run.outcomes.at(idx).value();
    if (auto status = add(writer, cells_of(clip_name(run, run.tasks[idx]), outcome), outcome); !status.ok()) {
      return status.error();
    }
  }
  if (auto status = writer.finish(); !status.ok()) return status.error();
  if (auto status = file->commit(); !status.ok()) return status.error();
  return file->path();
}

}  // namespace kizashi::pipeline
