// SPDX-License-Identifier: Apache-2.0
// What was judged and by which limits: a study may set others.
import { scrolling, tableOf } from "../chart/figure.ts";
import type { ClipReport, Quality } from "../data/clip_report.ts";
import { element } from "../dom/element.ts";
import { fixed, percent, unknown_mark } from "../number/format.ts";
import type { Key, Text } from "../text/translator.ts";

interface Judged {
  readonly measure: string;
  readonly reasons: readonly string[];
  readonly limits: readonly string[];
  readonly sign: "≥" | "≤" | "| | ≤";
  readonly digits: number | "percent";
}

const judged: readonly Judged[] = [
  { measure: "tracked_share", reasons: ["face-often-lost"], limits: ["least_tracked_share"], sign: "≥", digits: "percent" },
  { measure: "longest_gap_s", reasons: ["long-gap"], limits: ["most_gap_s"], sign: "≤", digits: 2 },
  { measure: "median_face_height_px", reasons: ["small-face"], limits: ["least_face_height_px"], sign: "≥", digits: 0 },
  { measure: "median_brightness", reasons: ["dark", "overexposed"], limits: ["least_brightness", "most_brightness"], sign: "≥", digits: 0 },
  { measure: "median_side_light", reasons: ["side-lit"], limits: ["most_side_light"], sign: "| | ≤", digits: 2 },
  { measure: "median_sharpness", reasons: ["blurred"], limits: ["least_sharpness"], sign: "≥", digits: 0 },
  { measure: "turned_share", reasons: ["turned-away"], limits: ["most_turned_share"], sign: "≤", digits: "percent" },
  { measure: "several_faces_share", reasons: ["several-faces"], limits: ["most_several_faces_share"], sign: "≤", digits: "percent" },
  { measure: "repeated_share", reasons: ["repeated-frames"], limits: ["most_repeated_share"], sign: "≤", digits: "percent" },
  { measure: "longest_freeze_s", reasons: ["frozen"], limits: ["most_freeze_s"], sign: "≤", digits: 2 },
];

export function exclusionSection(report: ClipReport, text: Text): HTMLElement {
  const { quality } = report.sidecar;
  const rows = judged.map((row) => [text(`quality_${row.measure}` as Key), written(measured(quality, row.measure), row.digits), limitOf(row, quality), outcome(row, quality, text)]);
  const table = tableOf([text("judged"), text("measured"), text("limit"), text("outcome")], rows);
  table.classList.add("judged");
  return element(
    "section",
    { "aria-labelledby": "judgement" },
    element("h2", { id: "judgement" }, text("judgement")),
    element("p", {}, text("judgement_note")),
    scrolling(text("judgement"), table),
  );
}

function measured(quality: Quality, measure: string): number | null {
  if (measure === "longest_gap_s") return quality.gaps.longest_s;
  const value = quality[measure];
  return typeof value === "number" ? value : null;
}

function written(value: number | null, digits: number | "percent"): string {
  return digits === "percent" ? percent(value, 1) : fixed(value, digits);
}

function limitOf(row: Judged, quality: Quality): string {
  const limits = row.limits.map((name) => written(quality.limits[name] ?? null, row.digits === "percent" ? "percent" : row.digits));
  if (limits.includes(unknown_mark)) return unknown_mark;
  return limits.length === 2 ? limits.join("–") : `${row.sign} ${limits[0]}`;
}

function outcome(row: Judged, quality: Quality, text: Text): string {
  if (measured(quality, row.measure) === null) return unknown_mark;
  return row.reasons.some((reason) => quality.reasons.includes(reason)) ? `! ${text("weak_here")}` : `✓ ${text("good_here")}`;
}
