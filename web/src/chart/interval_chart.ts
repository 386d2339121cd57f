// SPDX-License-Identifier: Apache-2.0
// Mean intensity of each unit with what measurement alone may change in it, as a forest of intervals.
import * as Plot from "@observablehq/plot";
import { action_units, most_intensity, type ActionUnit } from "../data/action_units.ts";
import type { UnitSummary } from "../data/clip_report.ts";
import { colours } from "./colours.ts";
import { dropInnerLabels, nameMarks, nameScales } from "./drawn_marks.ts";
import { timeGeometry } from "./geometry.ts";

/** Of a normal distribution, 95 % lie within so many standard errors. */
export const interval_errors = 1.96;

export interface MeanInterval {
  readonly unit: ActionUnit;
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly speaking: number | null;
  readonly silent: number | null;
}

/** Cut where the scale ends: an intensity below 0 or above 5 there is none. */
export function meanIntervals(units: Readonly<Record<string, UnitSummary>>): MeanInterval[] {
  return action_units.flatMap((unit) => {
    const summary = units[unit];
    if (summary?.mean_intensity === null || summary?.mean_intensity === undefined) return [];
    const mean = summary.mean_intensity;
    const error = summary.standard_error?.mean_intensity ?? null;
    return [{
      unit,
      mean,
      low: error === null ? null : Math.max(0, mean - interval_errors * error),
      high: error === null ? null : Math.min(most_intensity, mean + interval_errors * error),
      speaking: summary.while_speaking?.mean_intensity ?? null,
      silent: summary.while_silent?.mean_intensity ?? null,
    }];
  });
}

export interface IntervalWords {
  readonly axis: string;
  readonly name: (unit: ActionUnit) => string;
}

export function intervalChart(intervals: readonly MeanInterval[], words: IntervalWords, width: number): Element {
  const geometry = timeGeometry(width);
  const highest = Math.max(1, ...intervals.flatMap((interval) => [interval.high ?? interval.mean, interval.speaking ?? 0, interval.silent ?? 0]));
  const y = "unit";
  const known = intervals.filter((interval) => interval.low !== null);
  const plot = Plot.plot({
    width,
    height: intervals.length * 22 + 48,
    marginLeft: geometry.marginLeft,
    marginRight: 16,
    marginTop: 4,
    marginBottom: 44,
    x: { domain: [0, Math.min(most_intensity, highest * 1.04)], label: words.axis, labelArrow: "none", labelAnchor: "center", grid: true },
    y: { domain: intervals.map((interval) => interval.unit), axis: null, padding: 0.3 },
    style: { fontFamily: "inherit", fontSize: "12px", color: colours.ink },
    marks: [
      ...names(intervals, words, geometry.narrow, geometry.marginLeft),
      Plot.ruleY(known, { y, x1: "low", x2: "high", stroke: colours.intensity, strokeWidth: 6, strokeOpacity: 0.35, className: "interval" }),
      Plot.dot(intervals, { y, x: "speaking", symbol: "triangle", r: 3.5, stroke: colours.speech, fill: "white", className: "speaking" }),
      Plot.dot(intervals, { y, x: "silent", symbol: "square", r: 3, stroke: colours.faint, fill: "white", className: "silent" }),
      Plot.dot(intervals, { y, x: "mean", r: 3.5, fill: colours.presence, className: "mean" }),
    ],
  });
  nameMarks(plot, "interval", known, ["unit", "low", "high"]);
  for (const mark of ["mean", "speaking", "silent"] as const) nameMarks(plot, mark, intervals, ["unit", mark]);
  nameScales(plot);
  dropInnerLabels(plot);
  return plot;
}

function names(intervals: readonly MeanInterval[], words: IntervalWords, narrow: boolean, margin: number): Plot.Markish[] {
  const left = { y: "unit", frameAnchor: "left" as const, textAnchor: "start" as const };
  const short = Plot.text(intervals, { ...left, dx: -margin, text: "unit", fontWeight: 600 });
  if (narrow) return [short];
  return [short, Plot.text(intervals, { ...left, dx: -margin + 42, text: (interval: MeanInterval) => words.name(interval.unit), fill: colours.faint })];
}
