// SPDX-License-Identifier: Apache-2.0
// Eighteen small bars, one for each unit's mean, small enough for a row of a table.
import { action_units } from "../data/action_units.ts";
import type { IndexedUnit } from "../data/clip_index.ts";

const bar_width_px = 6;
const gap_px = 2;
const height_px = 26;
const svg = "http://www.w3.org/2000/svg";

const strip_width_px = action_units.length * (bar_width_px + gap_px) - gap_px;

/** Bars from 0 to `highest`; a unit without a mean has none. */
export function unitStrip(units: Readonly<Record<string, IndexedUnit>>, highest: number): SVGSVGElement {
  const strip = document.createElementNS(svg, "svg");
  strip.setAttribute("viewBox", `0 0 ${strip_width_px} ${height_px}`);
  strip.setAttribute("width", String(strip_width_px));
  strip.setAttribute("height", String(height_px));
  strip.append(bar("strip-base", 0, strip_width_px, 1));
  action_units.forEach((unit, index) => {
    const mean = units[unit]?.mean_intensity ?? null;
    if (mean === null) return;
    const drawn = bar("strip-bar", index * (bar_width_px + gap_px), bar_width_px, (mean / highest) * (height_px - 1));
    drawn.setAttribute("data-unit", unit);
    drawn.setAttribute("data-value", String(mean));
    strip.append(drawn);
  });
  return strip;
}

function bar(className: string, x: number, width: number, height: number): SVGRectElement {
  const drawn = document.createElementNS(svg, "rect");
  const place = { class: className, x, y: height_px - height, width, height };
  for (const [name, value] of Object.entries(place)) drawn.setAttribute(name, String(value));
  return drawn;
}
