// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kizashi/document/value.h"
#include "kizashi/series/clip_quality.h"

namespace kizashi::pipeline {

/// The sidecar's `quality`: verdict, reasons, and each measure beside the limit that it is held against.
document::Value quality_document(const series::QualityReport& quality);

/// Gaps of a clip or of one face.
document::Value gaps_document(const series::GapReport& gaps);

}  // namespace kizashi::pipeline
