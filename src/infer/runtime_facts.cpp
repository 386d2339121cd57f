// SPDX-License-Identifier: Apache-2.0
#include "kizashi/infer/runtime_facts.h"

#include <fmt/format.h>

#include <openvino/core/version.hpp>
#include <openvino/openvino.hpp>

namespace kizashi::infer {

base::Result<RuntimeFacts> probe_runtime() {
  try {
    const std::string build = ov::get_openvino_version().buildNumber;
    ov::Core core;
    return RuntimeFacts{build.substr(0, build.find('-')),
                        fmt::format("{}.{}.{}", OPENVINO_VERSION_MAJOR, OPENVINO_VERSION_MINOR, OPENVINO_VERSION_PATCH),
                        core.get_property("CPU", ov::device::full_name)};
  } catch (const std::exception& failure) {
    return base::Error{base::ErrorCode::missing_part,
                       fmt::format("OpenVINO cannot use this processor: {}", failure.what())};
  }
}

}  // namespace kizashi::infer
