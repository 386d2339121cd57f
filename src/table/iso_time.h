// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace kizashi::table {

/// Whether the text is a date and time in ISO 8601's extended form, `2026-11-23T14:05:09.250+09:00`: seconds, their
/// decimals and the zone may be missing, a blank may stand for the T. Days are not held against the calendar.
bool is_iso_time(std::string_view text);

}  // namespace kizashi::table
