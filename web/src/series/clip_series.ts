// SPDX-License-Identifier: Apache-2.0
import { action_units, type ActionUnit } from "../data/action_units.ts";
import type { ClipReport, Column, FaceColumns } from "../data/clip_report.ts";
import { degrees } from "../number/angles.ts";
import { binned, binStarts, framesPerPoint, type BinRule } from "./bins.ts";
import { boutsOf, frameEnd, type Bout } from "./bouts.ts";

export interface Series {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

/** One face over the clip as it is drawn: the same points in time for all series. */
export interface ClipSeries {
  readonly frames_per_point: number;
  readonly frame: readonly number[];
  readonly time_s: readonly number[];
  readonly end_s: number;
  readonly intensity: readonly Series[];
  readonly presence: ReadonlyMap<ActionUnit, readonly Bout[]>;
  readonly left: readonly Series[];
  readonly right: readonly Series[];
  readonly pose_deg: readonly Series[];
  readonly gaze_deg: readonly Series[];
  readonly speech: readonly (number | null)[];
  readonly speech_unknown: readonly Bout[];
  readonly missing: readonly Bout[];
  readonly found: readonly Bout[];
}

export function clipSeries(report: ClipReport, face: FaceColumns): ClipSeries {
  const times = report.frames.timestamp_s;
  const size = framesPerPoint(times.length);
  const series = (column: string, rule: BinRule): Series => ({ name: column, values: binned(columnOf(face, column, times.length), size, rule) });
  const angles = (column: string): Series => ({ name: column, values: series(column, "mean").values.map(degrees) });
  const sided = action_units.filter((unit) => isKnown(face, `${unit}_left_r`) && isKnown(face, `${unit}_right_r`));
  return {
    frames_per_point: size,
    frame: binStarts(report.frames.frame, size),
    time_s: binStarts(times, size),
    end_s: times.length === 0 ? 1 : Math.max(frameEnd(times, times.length - 1), (times[0] ?? 0) + 1e-3),
    intensity: action_units.map((unit) => series(`${unit}_r`, "largest")),
    presence: new Map(action_units.map((unit) => [unit, boutsOf(columnOf(face, `${unit}_c`, times.length), times)])),
    left: sided.map((unit) => series(`${unit}_left_r`, "largest")),
    right: sided.map((unit) => series(`${unit}_right_r`, "largest")),
    pose_deg: ["pose_Rx", "pose_Ry", "pose_Rz"].map(angles),
    gaze_deg: ["gaze_angle_x", "gaze_angle_y"].map(angles),
    speech: binned(report.frames.speech_probability, size, "mean"),
    speech_unknown: runsWhere(report.frames.speech_probability, times, (value) => value === null),
    missing: runsWhere(columnOf(face, "success", times.length), times, (value) => value !== 1),
    found: boutsOf(columnOf(face, "success", times.length), times),
  };
}

function columnOf(face: FaceColumns, name: string, length: number): Column {
  return face.columns[name] ?? new Array<null>(length).fill(null);
}

/** An engine that does not tell sides apart leaves their columns blank. */
function isKnown(face: FaceColumns, name: string): boolean {
  return face.columns[name]?.some((value) => value !== null) ?? false;
}

function runsWhere(column: Column, times_s: readonly number[], holds: (value: number | null) => boolean): Bout[] {
  return boutsOf(column.map((value) => (holds(value) ? 1 : 0)), times_s);
}

/** "AU12" of "AU12_r" and "AU12_left_r". */
export function unitOf(column: string): ActionUnit {
  return column.slice(0, 4) as ActionUnit;
}
