// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { meanIntervals } from "../../src/chart/interval_chart.ts";
import type { IndexedClip } from "../../src/data/clip_index.ts";
import type { UnitSummary } from "../../src/data/clip_report.ts";
import { readData } from "../../src/data/read_data.ts";
import { fileAddress } from "../../src/dom/element.ts";
import { clipsWanted, countByState } from "../../src/page/clip_filter.ts";

test("only data of a kind and version that the viewer knows is drawn", () => {
  assert.equal(readData("__DATA_"), null);
  assert.equal(readData("null"), null);
  assert.equal(readData('{"schema": 2, "kind": "kizashi clips"}'), null);
  assert.equal(readData('{"schema": 1, "kind": "something else"}'), null);
  assert.equal(readData('{"schema": 1, "kind": "kizashi clips", "clips": []}')?.kind, "kizashi clips");
});

test("a file's name cannot mean something else in an address", () => {
  assert.equal(fileAddress("sub/a #1?.csv"), "./sub/a%20%231%3F.csv");
  assert.equal(fileAddress("javascript:alert(1)"), "./javascript%3Aalert(1)");
});

function unit(mean: number, error: number | null): UnitSummary {
  const part = { frames: 1, mean_intensity: mean, sd_intensity: 0, median_intensity: mean, p90_intensity: mean, max_intensity: mean, present_share: 0, bouts: 0, mean_bout_s: null, onset_speed_per_s: null, asymmetry: null };
  return { ...part, name: "unit", standard_error: error === null ? null : { mean_intensity: error, present_share: 0 }, while_speaking: null, while_silent: null };
}

test("an interval is the mean and 1.96 errors to either side, cut where the scale ends", () => {
  const [low, middle, high] = meanIntervals({ AU01: unit(0.05, 0.1), AU02: unit(2, 0.5), AU45: unit(4.9, 0.1) });
  assert.equal(low?.low, 0);
  assert.ok(Math.abs((middle?.low ?? 0) - 1.02) < 1e-9 && Math.abs((middle?.high ?? 0) - 2.98) < 1e-9);
  assert.equal(high?.high, 5);
  assert.equal(meanIntervals({ AU01: unit(1, null) })[0]?.low, null);
});

function clip(name: string, status: "done" | "failed", verdict: "good" | "weak" | "no-face" | null): IndexedClip {
  const files = { report: null, overlay: null, csv: null, measures_csv: null, sidecar: null };
  return { clip: name, status, verdict, error: null, message: null, reasons: [], frames: 1, frames_with_face: 1, faces: 1, duration_s: 1, files, action_units: {} };
}

test("clips are found by part of their name and by verdict, in the order given", () => {
  const clips = [clip("b/Anna", "failed", null), clip("anna2", "done", "weak"), clip("Ben", "done", "good")];
  const names = (name: string, state: Parameters<typeof clipsWanted>[1]["state"]): string[] => clipsWanted(clips, { name, state }).map((found) => found.clip);
  assert.deepEqual(names(" ANNA ", null), ["b/Anna", "anna2"]);
  assert.deepEqual(names("", "failed"), ["b/Anna"]);
  assert.deepEqual(names("anna", "good"), []);
  assert.deepEqual(countByState(clips), { failed: 1, "no-face": 0, weak: 1, good: 1 });
});
