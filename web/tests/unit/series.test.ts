// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { binned, binStarts, framesPerPoint, most_points } from "../../src/series/bins.ts";
import { boutsOf, frameEnd } from "../../src/series/bouts.ts";
import { clipSeries } from "../../src/series/clip_series.ts";
import type { ClipReport } from "../../src/data/clip_report.ts";

const times = [0, 0.04, 0.08, 0.2, 0.24];

test("a bout lasts from its first frame to the first frame after it", () => {
  assert.deepEqual(boutsOf([0, 1, 1, 0, 0], times), [{ first: 1, last: 2, start_s: 0.04, end_s: 0.2 }]);
});

test("a gap ends a bout, and the frames after it begin another", () => {
  const bouts = boutsOf([1, null, 1, 0, 0], times);
  assert.deepEqual(bouts.map(({ first, last }) => [first, last]), [[0, 0], [2, 2]]);
});

test("a bout that is still on in the last frame lasts one more interval", () => {
  const [bout] = boutsOf([0, 0, 0, 0, 1], times);
  assert.ok(bout !== undefined && Math.abs(bout.end_s - 0.28) < 1e-9);
  assert.equal(frameEnd([3], 0), 3);
});

test("frames are joined only where there are more than can be told apart", () => {
  assert.equal(framesPerPoint(1), 1);
  assert.equal(framesPerPoint(most_points), 1);
  assert.equal(framesPerPoint(most_points + 1), 2);
  assert.equal(framesPerPoint(10 * most_points), 10);
});

test("a bin keeps the peak of an intensity and the course of an angle, over what is known", () => {
  assert.deepEqual(binned([0, 4, null, 1, null, null, 2], 3, "largest"), [4, 1, 2]);
  assert.deepEqual(binned([0, 4, null, 1, null, null, 2], 3, "mean"), [2, 1, 2]);
  assert.deepEqual(binned([null, null], 2, "mean"), [null]);
  assert.deepEqual(binned([1, null], 1, "largest"), [1, null]);
  assert.deepEqual(binStarts([1, 2, 3, 4, 5], 2), [1, 3, 5]);
});

test("sides are those of units of which an engine tells them apart", () => {
  const frames = { frame: [1, 2], timestamp_s: [0, 0.04], speech_probability: [null, null], picture_change: [null, 1] };
  const face = { face_id: 0, columns: { AU01_left_r: [null, null], AU01_right_r: [null, null], AU12_left_r: [null, 0], AU12_right_r: [null, 2] } };
  const series = clipSeries({ frames } as unknown as ClipReport, face);
  assert.deepEqual(series.left.map(({ name }) => name), ["AU12_left_r"]);
  assert.deepEqual(series.right.map(({ values }) => values), [[null, 2]]);
});
