// SPDX-License-Identifier: Apache-2.0
// What was judged and by which limits: a study may set others.
import { scrolling, tableOf } from "../chart/figure.ts";
import type { ClipReport, Quality } from "../data/clip_report.ts";
import { element } from "../dom/element.ts";
import { fixed, percent, unknown_mark } from "../number/format.ts";
import type { Key, Text } from "../text/translator.ts";

interface Judged {
  readonly measure: string;
  /** Names of the limits that it must keep to; `reach` is one of either sign. */
  readonly least?: string;
  readonly most?: string;
  readonly reach?: string;
  readonly digits: number | "percent";
}

const judged: readonly Judged[] = [
  { measure: "tracked_share", least: "least_tracked_share", digits: "percent" },
  { measure: "longest_gap_s", most: "most_gap_s", digits: 2 },
  { measure: "median_face_height_px", least: "least_face_height_px", digits: 0 },
  { measure: "median_brightness", least: "least_brightness", most: "most_brightness", digits: 0 },
  { measure: "median_side_light", reach: "most_side_light", digits: 2 },
  { measure: "median_sharpness", least: "least_sharpness", digits: 0 },
  { measure: "turned_share", most: "most_turned_share", digits: "percent" },
  { measure: "several_faces_share", most: "most_several_faces_share", digits: "percent" },
  { measure: "repeated_share", most: "most_repeated_share", digits: "percent" },
  { measure: "longest_freeze_s", most: "most_freeze_s", digits: 2 },
];

export function exclusionSection(report: ClipReport, text: Text): HTMLElement {
  const { quality } = report.sidecar;
  const rows = judged.map((row) => [text(`quality_${row.measure}` as Key), written(measured(quality, row.measure), row.digits), limitText(row, quality), outcome(row, quality, text)]);
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

interface Limits {
  readonly least: number | null;
  readonly most: number | null;
}

function limitsOf(row: Judged, { limits }: Quality): Limits {
  const named = (name: string | undefined): number | null => (name === undefined ? null : (limits[name] ?? null));
  const reach = named(row.reach);
  return reach === null ? { least: named(row.least), most: named(row.most) } : { least: -reach, most: reach };
}

function limitText(row: Judged, quality: Quality): string {
  const { least, most } = limitsOf(row, quality);
  if (least !== null && most !== null) return `${written(least, row.digits)} … ${written(most, row.digits)}`;
  if (least !== null) return `≥ ${written(least, row.digits)}`;
  return most === null ? unknown_mark : `≤ ${written(most, row.digits)}`;
}

function outcome(row: Judged, quality: Quality, text: Text): string {
  const value = measured(quality, row.measure);
  const { least, most } = limitsOf(row, quality);
  if (value === null || (least === null && most === null)) return unknown_mark;
  const beyond = (least !== null && value < least) || (most !== null && value > most);
  return beyond ? `! ${text("weak_here")}` : `✓ ${text("good_here")}`;
}
