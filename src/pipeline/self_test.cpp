// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/self_test.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <system_error>

#include "kizashi/base/atomic_file.h"
#include "kizashi/base/check.h"
#include "kizashi/base/temporary_directory.h"
#include "kizashi/pipeline/measurer.h"
#include "kizashi/pipeline/simulate_clip.h"

namespace kizashi::pipeline {

namespace {

using observation::ActionUnit;
using table::OpenFaceRow;

constexpr std::string_view preset_name = "self_test";
/// Brows this far up count as up; in between, nothing is asked of a frame.
constexpr double full_share = 0.95;

double seconds_since(std::chrono::steady_clock::time_point began) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

synth::MovementScript script_of_preset() {
  for (const synth::Preset& preset : synth::presets()) {
    if (preset.name == preset_name) return *synth::parse_script(preset.text, preset.name);
  }
  KIZASHI_CHECK(false, "the self-test's preset is built in");
  return {};
}

base::Result<std::vector<OpenFaceRow>> rows_of(const std::filesystem::path& table) {
  auto reader = table::OpenFaceReader::open(table);
  if (!reader.ok()) return reader.error();
  std::vector<OpenFaceRow> rows;
  while (true) {
    auto row = reader->next();
    if (!row.ok()) return row.error();
    if (!*row) return rows;
    rows.push_back(**std::move(row));
  }
}

base::Status check_temporary_folder() {
  std::error_code failure;
  const auto folder = std::filesystem::temp_directory_path(failure);
  if (failure) return base::Error{base::ErrorCode::output_unwritable, "there is no temporary folder"};
  const auto probe = base::AtomicFile::create(folder / "kizashi-self-test");
  return probe.ok() ? base::Status() : base::Status(probe.error());
}

base::Result<std::filesystem::path> measured_table(const std::filesystem::path& clip,
                                                   const std::vector<std::filesystem::path>& model_folders,
                                                   const std::stop_token& stopping) {
  MeasureOptions options;  // without a cache: compiled models would hide that reading their files fails
  options.model_folders = model_folders;
  const auto measurer = Measurer::create(options, stopping);
  if (!measurer.ok()) return measurer.error();
  const auto report = measurer->measure({clip, clip.parent_path() / "out", "clip"}, {{}, stopping});
  if (!report.ok()) return report.error();
  return report->openface_csv;
}

/// One unit while the brows are up and while they rest.
class BrowUnit {
 public:
  explicit BrowUnit(ActionUnit unit) : unit_(unit) {}

  std::optional<std::string> add(const OpenFaceRow& row, bool is_up) {
    const auto intensity = row.intensities.at(observation::index_of(unit_));
    const auto present = row.presences.at(observation::index_of(unit_));
    if (!intensity || !present) return fmt::format("frame {} has no value of {}", row.frame_number, code_of(unit_));
    if (*present != is_up) {
      return fmt::format("{} is {} in frame {}, in which the brows {}", code_of(unit_), *present ? "present" : "absent",
                         row.frame_number, is_up ? "are up" : "rest");
    }
    if (is_up) least_up_ = std::min(least_up_, *intensity);
    if (!is_up) most_at_rest_ = std::max(most_at_rest_, *intensity);
    return std::nullopt;
  }

  [[nodiscard]] std::optional<std::string> fault_of_order() const {
    if (least_up_ > most_at_rest_) return std::nullopt;
    return fmt::format("{} is {:.2f} at rest and {:.2f} with the brows up", code_of(unit_), most_at_rest_, least_up_);
  }

 private:
  ActionUnit unit_;
  double least_up_ = std::numeric_limits<double>::infinity();
  double most_at_rest_ = 0.0;
};

}  // namespace

std::optional<std::string> fault_of(const std::vector<OpenFaceRow>& rows, const synth::MovementScript& script) {
  const auto frames = static_cast<std::size_t>(script.frame_count());
  if (rows.size() != frames) return fmt::format("{} rows for {} frames", rows.size(), frames);
  const synth::Movement& movement = script.movements.at(0);
  std::vector<BrowUnit> units{BrowUnit(ActionUnit::AU01), BrowUnit(ActionUnit::AU02)};
  for (const OpenFaceRow& row : rows) {
    if (!row.success) return fmt::format("no face in frame {}", row.frame_number);
    const double share = movement.amount_at(row.timestamp_s);
    if (share > 0.0 && share < full_share) continue;
    for (BrowUnit& unit : units) {
      if (auto fault = unit.add(row, share > 0.0)) return fault;
    }
  }
  for (const BrowUnit& unit : units) {
    if (auto fault = unit.fault_of_order()) return fault;
  }
  return std::nullopt;
}

base::Result<SelfTestResult> run_self_test(const std::vector<std::filesystem::path>& model_folders,
                                           const std::stop_token& stopping) {
  if (auto status = check_temporary_folder(); !status.ok()) return status.error();
  const base::TemporaryDirectory scratch;
  SelfTestResult result;
  const auto began = std::chrono::steady_clock::now();
  const auto clip =
      simulate_clip({{}, std::string(preset_name), scratch.path() / "clip.mp4", model_folders}, {}, stopping);
  if (!clip.ok()) return clip.error();
  result.frames = clip->frames;
  result.making_s = seconds_since(began);
  const auto table = measured_table(clip->video, model_folders, stopping);
  if (!table.ok()) return table.error();
  result.measuring_s = seconds_since(began) - result.making_s;
  const auto rows = rows_of(*table);
  if (!rows.ok()) return rows.error();
  result.fault = fault_of(*rows, script_of_preset());
  return result;
}

}  // namespace kizashi::pipeline
