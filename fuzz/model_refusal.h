// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "kizashi/base/check.h"
#include "kizashi/base/error.h"

/// What every reader of a model file owes for bytes that it does not take: the one code, and a place in the file.
inline void check_refusal(const kizashi::base::Error& error) {
  KIZASHI_CHECK(error.code == kizashi::base::ErrorCode::unusable_model, "the one error that bytes can have");
  KIZASHI_CHECK(error.message.starts_with("fuzz, byte ") || error.message.starts_with("fuzz, line "),
                "an error names its place");
}
