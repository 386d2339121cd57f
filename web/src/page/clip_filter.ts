// SPDX-License-Identifier: Apache-2.0
import type { IndexedClip } from "../data/clip_index.ts";

export const states = ["failed", "no-face", "weak", "good"] as const;
export type State = (typeof states)[number];

/** A clip that was not measured has no verdict: it failed. */
export function stateOf(clip: IndexedClip): State {
  return clip.status === "failed" || clip.verdict === null ? "failed" : clip.verdict;
}

export interface Wanted {
  /** Part of the name, whichever case. */
  readonly name: string;
  /** Every state where it is null. */
  readonly state: State | null;
}

export function clipsWanted(clips: readonly IndexedClip[], wanted: Wanted): IndexedClip[] {
  const name = wanted.name.trim().toLowerCase();
  return clips.filter((clip) => (wanted.state === null || stateOf(clip) === wanted.state) && clip.clip.toLowerCase().includes(name));
}

export function countByState(clips: readonly IndexedClip[]): Record<State, number> {
  const counts: Record<State, number> = { failed: 0, "no-face": 0, weak: 0, good: 0 };
  for (const clip of clips) counts[stateOf(clip)] += 1;
  return counts;
}
