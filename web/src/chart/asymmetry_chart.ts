// SPDX-License-Identifier: Apache-2.0
import * as Plot from "@observablehq/plot";
import { action_units, type ActionUnit } from "../data/action_units.ts";
import type { UnitSummary } from "../data/clip_report.ts";
import { colours } from "./colours.ts";
import { dropInnerLabels, nameMarks, nameScales } from "./drawn_marks.ts";
import { timeGeometry } from "./geometry.ts";
import type { IntervalWords } from "./interval_chart.ts";

export interface Asymmetry {
  readonly unit: ActionUnit;
  readonly asymmetry: number;
}

export function asymmetries(units: Readonly<Record<string, UnitSummary>>): Asymmetry[] {
  return action_units.flatMap((unit) => {
    const asymmetry = units[unit]?.asymmetry ?? null;
    return asymmetry === null ? [] : [{ unit, asymmetry }];
  });
}

export interface SideWords extends IntervalWords {
  readonly left: string;
  readonly right: string;
}

/** Left less right: to which side of zero a bar goes says which side of the face moves more. */
export function asymmetryChart(rows: readonly Asymmetry[], words: SideWords, width: number): Element {
  const geometry = timeGeometry(width);
  const reach = Math.max(0.5, ...rows.map((row) => Math.abs(row.asymmetry))) * 1.08;
  const y = "unit";
  const left = { y, frameAnchor: "left" as const, textAnchor: "start" as const, dx: -geometry.marginLeft };
  const plot = Plot.plot({
    width,
    height: rows.length * 22 + 68,
    marginLeft: geometry.marginLeft,
    marginRight: 16,
    marginTop: 22,
    marginBottom: 44,
    x: { domain: [-reach, reach], label: words.axis, labelArrow: "none", labelAnchor: "center", grid: true, tickFormat: (value: number) => (value < 0 ? `−${-value}` : String(value)) },
    y: { domain: rows.map((row) => row.unit), axis: null, padding: 0.35 },
    style: { fontFamily: "inherit", fontSize: "12px", color: colours.ink },
    marks: [
      Plot.text([words.right], { frameAnchor: "top-left", dy: -18, text: (word: string) => `← ${word}`, fill: colours.right, fontWeight: 600 }),
      Plot.text([words.left], { frameAnchor: "top-right", dy: -18, text: (word: string) => `${word} →`, fill: colours.left, fontWeight: 600 }),
      Plot.text(rows, { ...left, text: "unit", fontWeight: 600 }),
      ...(geometry.narrow ? [] : [Plot.text(rows, { ...left, dx: 42 - geometry.marginLeft, text: (row: Asymmetry) => words.name(row.unit), fill: colours.faint })]),
      Plot.barX(rows, { y, x: "asymmetry", fill: (row: Asymmetry) => (row.asymmetry > 0 ? colours.left : colours.right), className: "asymmetry" }),
      Plot.ruleX([0], { stroke: colours.ink }),
    ],
  });
  nameMarks(plot, "asymmetry", rows, ["unit", "asymmetry"]);
  nameScales(plot);
  dropInnerLabels(plot);
  return plot;
}
