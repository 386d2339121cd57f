// SPDX-License-Identifier: Apache-2.0
// Each reason of a verdict in words, with what was measured and the limit that it was judged by.
import type { Sidecar } from "../data/clip_report.ts";
import { count, fixed, percent } from "../number/format.ts";
import { keyOf, type Text, type Values } from "../text/translator.ts";

export function reasonName(reason: string, text: Text): string {
  const key = keyOf("reason", reason);
  return key === null ? reason : text(key);
}

/** The kind of a clip's failure; the program's own message beside it says more, in English. */
export function failureName(error: string, text: Text): string {
  const key = keyOf("failure", error);
  return key === null ? `${text("failed")} (${error})` : text(key);
}

export function reasonExplained(reason: string, sidecar: Sidecar, text: Text): string {
  const key = keyOf("because", reason);
  return key === null ? reason : text(key, valuesOf(reason, sidecar));
}

function valuesOf(reason: string, sidecar: Sidecar): Values {
  const { quality, clip } = sidecar;
  const measure = (name: string): number | null => (typeof quality[name] === "number" ? quality[name] : null);
  const limit = (name: string): number | null => quality.limits[name] ?? null;
  const speeds = sidecar.faces.flatMap((face) => face.mouth_motion.speaking_speed_mm_per_s ?? []);
  const by_reason: Record<string, Values> = {
    "small-face": { value: fixed(measure("median_face_height_px"), 0), limit: fixed(limit("least_face_height_px"), 0) },
    dark: { value: fixed(measure("median_brightness"), 0), limit: fixed(limit("least_brightness"), 0) },
    overexposed: { value: fixed(measure("median_brightness"), 0), limit: fixed(limit("most_brightness"), 0) },
    "side-lit": { value: fixed(measure("median_side_light"), 2), limit: fixed(limit("most_side_light"), 2) },
    blurred: { value: fixed(measure("median_sharpness"), 0), limit: fixed(limit("least_sharpness"), 0) },
    "turned-away": { value: percent(measure("turned_share")), limit: percent(limit("most_turned_share")) },
    "face-often-lost": { value: percent(quality.tracked_share), limit: percent(limit("least_tracked_share")) },
    "long-gap": { value: fixed(quality.gaps.longest_s, 2), limit: fixed(limit("most_gap_s"), 1) },
    "several-faces": { value: percent(measure("several_faces_share")), limit: percent(limit("most_several_faces_share")) },
    "repeated-frames": { value: percent(measure("repeated_share")), limit: percent(limit("most_repeated_share")) },
    frozen: { value: fixed(measure("longest_freeze_s"), 2), limit: fixed(limit("most_freeze_s"), 1) },
    "few-frames": { value: count(clip.frames), limit: fixed(limit("least_frames"), 0) },
    "corrupt-packets": { value: count(clip.corrupt_packets) },
    "untimed-frames": { value: count(clip.untimed_frames) },
    "voice-without-mouth-motion": { value: fixed(speeds.length === 0 ? null : Math.max(...speeds), 1), limit: fixed(limit("least_speaking_speed_mm_per_s"), 0) },
  };
  return by_reason[reason] ?? {};
}
