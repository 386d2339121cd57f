// SPDX-License-Identifier: Apache-2.0
#include "kizashi/infer/runtime_facts.h"

#include <fmt/format.h>

#include <openvino/core/version.hpp>
#include <openvino/openvino.hpp>

namespace kizashi::infer {

namespace {

/// The runtime's messages tell its own source files first and what happened last.
std::string last_line(std::string_view text) {
  const auto end = text.find_last_not_of(" \n");
  if (end == std::string_view::npos) return "it does not say why";
  text = text.substr(0, end + 1);
  return std::string(text.substr(text.find_last_of('\n') + 1));
}

}  // namespace

base::Result<RuntimeFacts> probe_runtime() {
  try {
    const std::string build = ov::get_openvino_version().buildNumber;
    ov::Core core;
    return RuntimeFacts{build.substr(0, build.find('-')),
                        fmt::format("{}.{}.{}", OPENVINO_VERSION_MAJOR, OPENVINO_VERSION_MINOR, OPENVINO_VERSION_PATCH),
                        core.get_property("CPU", ov::device::full_name)};
  } catch (const std::exception& failure) {
    return base::Error{base::ErrorCode::missing_part,
                       fmt::format("OpenVINO cannot use this processor: {}", last_line(failure.what()))};
  }
}

}  // namespace kizashi::infer
