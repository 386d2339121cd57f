// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/document/value.h"
#include "kizashi/study/measurement.h"

namespace kizashi::pipeline {

/// The mean intensities and the shares of presence that a sidecar states of its one face (of several: face 0), over the
/// whole clip, while speaking and while silent; nothing for a clip without a face. `name` is what messages call the
/// sidecar. Fails with invalid_document.
base::Result<std::vector<study::UnitValue>> unit_values_of(const document::Value& sidecar, const std::string& name);

}  // namespace kizashi::pipeline
