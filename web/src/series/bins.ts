// SPDX-License-Identifier: Apache-2.0
// A long clip has more frames than a page has points: neighbours are drawn as one.
import type { Column } from "../data/clip_report.ts";

/** More points than this cannot be told apart on paper, and slow a browser down. */
export const most_points = 1500;

export function framesPerPoint(frames: number): number {
  return Math.max(1, Math.ceil(frames / most_points));
}

/** Intensities keep their peaks, so that a blink is not averaged away; positions and angles keep their course. */
export type BinRule = "largest" | "mean";

export function binned(column: Column, size: number, rule: BinRule): (number | null)[] {
  if (size === 1) return [...column];
  const bins: (number | null)[] = [];
  for (let start = 0; start < column.length; start += size) bins.push(binOf(column.slice(start, start + size), rule));
  return bins;
}

function binOf(values: Column, rule: BinRule): number | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  if (rule === "largest") return known.reduce((most, value) => Math.max(most, value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** The first of each bin: where its time and frame number come from. */
export function binStarts<Value>(values: readonly Value[], size: number): Value[] {
  return values.filter((_value, index) => index % size === 0);
}
