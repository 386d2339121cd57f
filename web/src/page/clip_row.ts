// SPDX-License-Identifier: Apache-2.0
import { unitStrip } from "../chart/unit_strip.ts";
import { action_units } from "../data/action_units.ts";
import type { IndexedClip } from "../data/clip_index.ts";
import { element, fileAddress } from "../dom/element.ts";
import { count, duration, fixed, percent, unknown_mark } from "../number/format.ts";
import type { Key, Text } from "../text/translator.ts";
import { stateOf } from "./clip_filter.ts";
import { failureName, reasonName } from "./reasons.ts";
import { verdictBadge } from "./verdict_section.ts";

export function clipRow(clip: IndexedClip, highest: number, text: Text): HTMLTableRowElement {
  const name = clip.files.report === null ? clip.clip : element("a", { href: fileAddress(clip.files.report) }, clip.clip);
  return element(
    "tr",
    { "data-clip": clip.clip, "data-state": stateOf(clip) },
    element("td", { class: "column-verdict" }, verdictBadge(stateOf(clip), text)),
    element("th", { scope: "row", class: "column-clip" }, name, note(clip, text)),
    element("td", { class: "column-frames" }, faceShare(clip, text)),
    element("td", { class: "column-duration" }, duration(clip.duration_s)),
    element("td", { class: "column-units" }, strip(clip, highest, text)),
    element("td", { class: "column-links" }, ...links(clip, text)),
  );
}

function note(clip: IndexedClip, text: Text): HTMLElement | null {
  if (clip.status === "failed") {
    const word = clip.error ?? "";
    return element("p", { class: "message" }, element("strong", {}, failureName(word, text)), " ", element("span", { lang: "en" }, clip.message ?? ""), " ", element("code", {}, word));
  }
  if (clip.reasons.length === 0) return null;
  return element("p", { class: "reasons-line" }, clip.reasons.map((reason) => reasonName(reason, text)).join(text("list_comma")));
}

function faceShare(clip: IndexedClip, text: Text): HTMLElement | string {
  if (clip.frames === null || clip.frames_with_face === null) return unknown_mark;
  const share = clip.frames === 0 ? 0 : clip.frames_with_face / clip.frames;
  const words = text("of_frames", { n: count(clip.frames_with_face), frames: count(clip.frames) });
  const bar = element("span", { class: "share", "aria-hidden": "true" }, element("span"));
  (bar.firstChild as HTMLElement).style.width = `${share * 100}%`;
  return element("span", { title: words }, bar, element("span", { class: "share-text" }, percent(share)));
}

function strip(clip: IndexedClip, highest: number, text: Text): Node | string {
  const units = clip.action_units;
  const means = action_units.map((unit) => units?.[unit]?.mean_intensity ?? null);
  if (units === null || means.every((mean) => mean === null)) return unknown_mark;
  const words = action_units.map((unit, index) => `${unit} ${fixed(means[index], 2)}`).join(", ");
  return element("span", { role: "img", class: "strip", title: words, "aria-label": `${text("units_column")}: ${words}` }, unitStrip(units, highest));
}

function links({ files, clip }: IndexedClip, text: Text): HTMLElement[] {
  const named: [Key, string | null][] = [
    ["link_report", files.report],
    ["link_overlay", files.overlay],
    ["link_csv", files.csv],
    ["link_measures", files.measures_csv],
    ["link_json", files.sidecar],
  ];
  return named.flatMap(([key, path]) => (path === null ? [] : [element("a", { href: fileAddress(path), "aria-label": `${text(key)}: ${clip}` }, text(key))]));
}
