// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/doctor.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "kizashi/base/version.h"
#include "kizashi/face/openface/model_folder.h"
#include "kizashi/pipeline/part_checks.h"
#include "kizashi/pipeline/self_test.h"

namespace kizashi::pipeline {

namespace {

constexpr std::string_view self_test_name = "self-test";

bool has_problem(const std::vector<Check>& checks) {
  return std::any_of(checks.begin(), checks.end(), [](const Check& one) { return one.finding == Finding::problem; });
}

/// Finer than a millisecond is chance.
double to_ms(double seconds) { return std::round(seconds * 1e3) / 1e3; }

/// The inference runtime's messages come in several.
std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

Check judged(const base::Result<SelfTestResult>& result) {
  Check check{std::string(self_test_name), Finding::problem, {}, {}};
  if (!result.ok()) {
    check.sentence = "the self-test could not be done: " + one_line(result.error().message);
    check.advice = "mend what it names, then run this again";
    check.facts.set("error", base::error_word(result.error().code));
    return check;
  }
  check.facts.set("frames", result->frames)
      .set("making_s", to_ms(result->making_s))
      .set("measuring_s", to_ms(result->measuring_s));
  if (result->fault) {
    check.sentence = "a simulated brow raise was not measured as it is: " + *result->fault;
    check.advice = "do not rely on measurements made here; build again, and if it stays, report it with this output";
    return check;
  }
  check.finding = Finding::ok;
  check.sentence = fmt::format(
      "a simulated brow raise of {} frames was found where it is ({:.1f} s to make it, {:.1f} s to measure it)",
      result->frames, result->making_s, result->measuring_s);
  return check;
}

/// A part that only turns out to be missing when it is used is a missing part all the same.
Health health_after(const base::Result<SelfTestResult>& result) {
  if (result.ok()) return result->fault ? Health::self_test_failed : Health::well;
  switch (result.error().code) {
    case base::ErrorCode::missing_model:
    case base::ErrorCode::wrong_checksum:
    case base::ErrorCode::unusable_model:
    case base::ErrorCode::missing_part:
      return Health::part_missing;
    default:
      return Health::self_test_failed;
  }
}

Check not_done() {
  return {std::string(self_test_name), Finding::note, "not done: it needs the part that is missing",
          "mend the problems above, then run this again"};
}

std::string_view word_of(Health health) {
  switch (health) {
    case Health::part_missing:
      return "part-missing";
    case Health::self_test_failed:
      return "self-test-failed";
    default:
      return "well";
  }
}

document::Value text_or_null(const std::string& text) {
  return text.empty() ? document::Value() : document::Value(text);
}

}  // namespace

std::string_view word_of(Finding finding) {
  switch (finding) {
    case Finding::problem:
      return "problem";
    case Finding::note:
      return "note";
    default:
      return "ok";
  }
}

DoctorOptions doctor_options_for(const std::filesystem::path& folder) {
  if (face::openface::resembles_model_folder(folder)) return {{}, folder};
  return {{folder}, std::nullopt};
}

base::Result<Diagnosis> diagnose(const DoctorOptions& options, const DoctorHooks& hooks) {
  Diagnosis diagnosis;
  const auto add = [&](Check check) {
    if (hooks.found) hooks.found(check);
    diagnosis.checks.push_back(std::move(check));
  };
  for (Check& check : check_parts(options)) add(std::move(check));
  if (has_problem(diagnosis.checks)) {
    add(not_done());
    diagnosis.health = Health::part_missing;
    return diagnosis;
  }
  const auto result = run_self_test(options.model_folders, hooks.stopping);
  if (!result.ok() && result.error().code == base::ErrorCode::interrupted) return result.error();
  add(judged(result));
  diagnosis.health = health_after(result);
  return diagnosis;
}

document::Value to_document(const Diagnosis& diagnosis) {
  document::Value checks = document::Value::array();
  for (const Check& check : diagnosis.checks) {
    checks.push(document::Value::object()
                    .set("check", check.name)
                    .set("finding", word_of(check.finding))
                    .set("sentence", check.sentence)
                    .set("advice", text_or_null(check.advice))
                    .set("facts", check.facts));
  }
  return document::Value::object()
      .set("program", "kizashi")
      .set("version", base::program_version)
      .set("instruction_set", base::instruction_set)
      .set("health", word_of(diagnosis.health))
      .set("checks", std::move(checks));
}

}  // namespace kizashi::pipeline
