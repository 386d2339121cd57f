// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/openface_checks.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

#include "kizashi/face/openface/model_folder.h"

namespace kizashi::pipeline {

namespace {

using document::Value;
using face::openface::ModelStage;

std::string_view use_of(ModelStage stage) {
  switch (stage) {
    case ModelStage::detector:
      return "faces can be found (MTCNN)";
    case ModelStage::landmarks:
      return "landmarks can be found (CLNF)";
    case ModelStage::eyes:
      return "eyelids and gaze can be found";
    case ModelStage::validator:
      return "landmarks can be judged, for confidence and success";
    case ModelStage::videos:
      return "action units of videos can be measured";
    case ModelStage::stills:
      return "action units of single pictures can be measured";
  }
  return "";
}

/// The reader of the models says what is wrong, and after the last semicolon what to do.
Check problem_of(std::string name, const base::Error& error) {
  const std::size_t end = error.message.rfind("; ");
  const bool has_advice = end != std::string::npos;
  return {std::move(name), Finding::problem, error.message.substr(0, end),
          has_advice ? error.message.substr(end + 2) : "give another folder"};
}

Check check_of(const face::openface::StageFinding& finding) {
  std::string name = fmt::format("openface {}", word_of(finding.stage));
  if (!finding.status.ok()) return problem_of(std::move(name), finding.status.error());
  return {std::move(name), Finding::ok, std::string(use_of(finding.stage)), {}};
}

Value word_of_error(const base::Status& status) {
  return status.ok() ? Value() : Value(base::error_word(status.error().code));
}

}  // namespace

std::vector<Check> check_openface_models(const std::filesystem::path& folder) {
  std::vector<Check> checks;
  for (const auto& finding : face::openface::examine_model_folder(folder)) {
    Check check = check_of(finding);
    check.facts.set("folder", folder.string()).set("error", word_of_error(finding.status));
    checks.push_back(std::move(check));
  }
  return checks;
}

Check check_no_openface_models(const std::filesystem::path& folder) {
  Check check{"openface", Finding::note, {}, {}};
  check.sentence = fmt::format("{} is no folder of OpenFace's models: it has no `model` in it", folder.string());
  check.advice =
      "only the engine openface needs them: researchers get them from the OpenFace project of Tadas Baltrusaitis on "
      "GitHub, under its licence";
  check.facts.set("folder", folder.string());
  return check;
}

}  // namespace kizashi::pipeline
