// SPDX-License-Identifier: Apache-2.0
#include "kizashi/report/clips_index.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>

namespace kizashi::report {

namespace {

using document::Value;

double share_with_face(const ClipEntry& clip) {
  const std::int64_t frames = clip.frames.value_or(0);
  return frames > 0 ? static_cast<double>(clip.frames_with_face.value_or(0)) / static_cast<double>(frames) : 0.0;
}

/// Smaller is worse.
auto standing_of(const ClipEntry& clip) {
  constexpr int failed = 0;
  constexpr int faceless = 1;
  constexpr int weak = 2;
  constexpr int good = 3;
  const int group = clip.error ? failed : clip.verdict == "no-face" ? faceless : clip.verdict == "weak" ? weak : good;
  return std::tuple(group, -static_cast<int>(clip.reasons.size()), share_with_face(clip));
}

template <typename T>
Value or_null(const std::optional<T>& value) {
  return value ? Value(*value) : Value();
}

Value files_of(const ClipEntry& clip) {
  return Value::object()
      .set("report", or_null(clip.report))
      .set("overlay", or_null(clip.overlay))
      .set("csv", or_null(clip.openface_csv))
      .set("measures_csv", or_null(clip.measures_csv))
      .set("sidecar", or_null(clip.sidecar));
}

Value units_of(const ClipEntry& clip) {
  Value units = Value::object();
  for (const UnitLevel& unit : clip.action_units) {
    units.set(unit.code, Value::object()
                             .set("mean_intensity", or_null(unit.mean_intensity))
                             .set("present_share", or_null(unit.present_share)));
  }
  return units;
}

Value document_of(const ClipEntry& clip) {
  Value reasons = Value::array();
  for (const std::string& reason : clip.reasons) reasons.push(reason);
  return Value::object()
      .set("clip", clip.clip)
      .set("status", clip.error ? "failed" : "done")
      .set("error", or_null(clip.error))
      .set("message", or_null(clip.message))
      .set("verdict", or_null(clip.verdict))
      .set("reasons", std::move(reasons))
      .set("frames", or_null(clip.frames))
      .set("frames_with_face", or_null(clip.frames_with_face))
      .set("faces", or_null(clip.faces))
      .set("duration_s", or_null(clip.duration_s))
      .set("files", files_of(clip))
      .set("action_units", units_of(clip));
}

}  // namespace

Value make_clips_index(std::vector<ClipEntry> clips, const std::string& summary_name) {
  std::sort(clips.begin(), clips.end(), [](const ClipEntry& a, const ClipEntry& b) {
    return std::tuple(standing_of(a), std::string_view(a.clip)) < std::tuple(standing_of(b), std::string_view(b.clip));
  });
  Value list = Value::array();
  for (const ClipEntry& clip : clips) list.push(document_of(clip));
  return Value::object()
      .set("schema", 1)
      .set("kind", "kizashi clips")
      .set("summary", summary_name)
      .set("clips", std::move(list));
}

}  // namespace kizashi::report
