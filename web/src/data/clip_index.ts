// SPDX-License-Identifier: Apache-2.0
// What the program writes into the page of a whole run, worst clips first.
import type { Verdict } from "./clip_report.ts";

export interface IndexedUnit {
  readonly mean_intensity: number | null;
  readonly present_share: number | null;
}

export interface IndexedClip {
  readonly clip: string;
  readonly status: "done" | "failed";
  readonly error: string | null;
  readonly message: string | null;
  readonly verdict: Verdict | null;
  readonly reasons: readonly string[];
  readonly frames: number | null;
  readonly frames_with_face: number | null;
  readonly faces: number | null;
  readonly duration_s: number | null;
  readonly files: Readonly<Record<"report" | "overlay" | "csv" | "measures_csv" | "sidecar", string | null>>;
  readonly action_units: Readonly<Record<string, IndexedUnit>> | null;
}

export interface ClipIndex {
  readonly schema: number;
  readonly kind: "kizashi clips";
  readonly summary: string | null;
  readonly clips: readonly IndexedClip[];
}
