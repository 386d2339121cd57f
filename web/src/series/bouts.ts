// SPDX-License-Identifier: Apache-2.0
import type { Column } from "../data/clip_report.ts";

export interface Bout {
  readonly first: number;
  readonly last: number;
  readonly start_s: number;
  readonly end_s: number;
}

/** How long the last frame lasts: nothing tells, so as long as the one before. */
export function frameEnd(times_s: readonly number[], index: number): number {
  const start = times_s[index] ?? 0;
  const next = times_s[index + 1];
  if (next !== undefined) return next;
  const before = times_s[index - 1];
  return before === undefined ? start : start + (start - before);
}

/** Runs of frames with presence, from the first of them to the first frame after; as in the program's summaries, a gap ends one. */
export function boutsOf(presence: Column, times_s: readonly number[]): Bout[] {
  const bouts: Bout[] = [];
  let first: number | null = null;
  for (let index = 0; index <= presence.length; index += 1) {
    const present = presence[index] === 1;
    if (present && first === null) first = index;
    if (present || first === null) continue;
    bouts.push({ first, last: index - 1, start_s: times_s[first] ?? 0, end_s: frameEnd(times_s, index - 1) });
    first = null;
  }
  return bouts;
}
