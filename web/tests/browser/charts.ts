// SPDX-License-Identifier: Apache-2.0
// What is drawn is what the tables say: every mark of every chart, read back from its place on the page.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { action_units } from "../../src/data/action_units.ts";
import { addressOf, tablesOf, type Row, type Tables } from "./fixture.ts";
import { marksNamed, pointsOf, readChart, spanOf, valueAt, type Chart, type Point } from "./read_marks.ts";
import { browser, fixture, skip } from "./shared.ts";

/** Paths are written to a thousandth of a pixel, rectangles and dots in full. */
const pixel_tolerance = 0.0011;

async function opened(stem: string): Promise<Page> {
  const page = await browser().newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(addressOf(fixture(), `${stem}.report.html`));
  await page.waitForSelector("[data-mark]");
  return page;
}

interface Expected {
  readonly time: number;
  readonly value: number | null;
}

/** Unbroken pieces of what a column holds: a blank, or a row without a face, breaks the line. */
function piecesOf(expected: readonly Expected[]): Point[][] {
  const pieces: Point[][] = [];
  let piece: Point[] = [];
  for (const { time, value } of [...expected, { time: 0, value: null }]) {
    if (value !== null) piece.push({ time, value });
    else if (piece.length > 0) {
      pieces.push(piece);
      piece = [];
    }
  }
  return pieces;
}

function assertLine(chart: Chart, name: string, expected: readonly Expected[]): void {
  const lines = marksNamed(chart, `line-${name}`);
  const pieces = piecesOf(expected);
  if (pieces.length === 0) return assert.equal(lines.length, 0, name);
  assert.equal(lines.length, 1, `${name} is drawn once`);
  const drawn = pointsOf(chart, lines[0]!);
  assert.deepEqual(drawn.map((piece) => piece.length), pieces.map((piece) => piece.length), `${name} breaks where the column does`);
  const slack = (scale: Chart["x"]): number => pixel_tolerance * Math.abs((scale.domain[1]! - scale.domain[0]!) / (scale.range[1]! - scale.range[0]!));
  drawn.flat().forEach((point, index) => {
    const truth = pieces.flat()[index]!;
    assert.ok(Math.abs(point.time - truth.time) <= slack(chart.x), `${name}: time ${point.time} for ${truth.time}`);
    assert.ok(Math.abs(point.value - truth.value!) <= slack(chart.y), `${name}: ${point.value} for ${truth.value} at ${truth.time} s`);
  });
}

function column(rows: readonly Row[], name: string, factor = 1): Expected[] {
  assert.ok(rows[0] !== undefined && name in rows[0], `the table has no column ${name}`);
  return rows.map((row) => ({ time: Number(row["timestamp"]), value: row["success"] !== "1" || row[name] === "" ? null : Number(row[name]) * factor }));
}

/** Runs of a presence in the table: first and last row, and when they begin and end. */
function runsOf(rows: readonly Row[], holds: (row: Row) => boolean): { first: number; last: number; start: number; end: number }[] {
  const times = rows.map((row) => Number(row["timestamp"]));
  const last = rows.length - 1;
  const end_of_last = times[last]! + (times[last]! - times[last - 1]!);
  const runs = [];
  for (let index = 0; index <= last; index += 1) {
    if (!holds(rows[index]!) || (index > 0 && holds(rows[index - 1]!))) continue;
    let stop = index;
    while (stop < last && holds(rows[stop + 1]!)) stop += 1;
    runs.push({ first: index, last: stop, start: times[index]!, end: times[stop + 1] ?? end_of_last });
  }
  return runs;
}

function assertRuns(chart: Chart, name: string, row: string, runs: ReturnType<typeof runsOf>): void {
  const marks = marksNamed(chart, name).filter((mark) => mark.data["row"] === row);
  assert.deepEqual(marks.map((mark) => [Number(mark.data["first"]), Number(mark.data["last"])]), runs.map(({ first, last }) => [first, last]), `${name} ${row}`);
  marks.forEach((mark, index) => {
    const [start, end] = spanOf(chart, mark);
    assert.ok(Math.abs(start - runs[index]!.start) < 1e-6 && Math.abs(end - runs[index]!.end) < 1e-6, `${name} ${row}: ${start} to ${end}`);
  });
}

const stems = ["demo", "gap"] as const;
const degrees = 180 / Math.PI;

async function chartOf(stem: (typeof stems)[number], name: string): Promise<{ chart: Chart; tables: Tables }> {
  const page = await opened(fixture()[stem]);
  const chart = await readChart(page, name);
  await page.close();
  return { chart, tables: tablesOf(fixture(), fixture()[stem]) };
}

for (const stem of stems) {
  test(`${stem}: the rows of action units are the intensities and presences of the tables`, { skip }, async () => {
    const { chart, tables } = await chartOf(stem, "action-units");
    let present = 0;
    for (const unit of action_units) {
      const rows = unit === "AU28" ? tables.measures : tables.csv;
      assertLine(chart, `${unit}_r`, column(rows, `${unit}_r`));
      const runs = runsOf(tables.csv, (row) => row["success"] === "1" && row[`${unit}_c`] === "1");
      assertRuns(chart, "presence", `${unit}_r`, runs);
      present += runs.length;
      assertRuns(chart, "missing", `${unit}_r`, runsOf(tables.csv, (row) => row["success"] !== "1"));
    }
    assert.ok(present > 0, "the simulated face shows some unit");
  });

  test(`${stem}: the strips are the face, the speech and the blinks of the tables`, { skip }, async () => {
    const { chart, tables } = await chartOf(stem, "strips");
    assertRuns(chart, "face-found", "face", runsOf(tables.csv, (row) => row["success"] === "1"));
    assertRuns(chart, "face-missing", "face", runsOf(tables.csv, (row) => row["success"] !== "1"));
    const blinks = runsOf(tables.csv, (row) => row["success"] === "1" && row["AU45_c"] === "1");
    assertRuns(chart, "blink", "AU45_c", blinks);
    assert.equal(blinks.length, tables.sidecar.faces[0].action_units.AU45.bouts, "as many as the sidecar counts");
    const speech = tables.measures.map((row) => ({ time: Number(row["timestamp"]), value: row["speech_probability"] === "" ? null : Number(row["speech_probability"]) }));
    assertLine(chart, "speech_probability", speech);
    assertRuns(chart, "speech-unknown", "speech_probability", runsOf(tables.measures, (row) => row["speech_probability"] === ""));
  });

  test(`${stem}: head pose and gaze are the tables' angles in degrees`, { skip }, async () => {
    const pose = await chartOf(stem, "head-pose");
    for (const name of ["pose_Rx", "pose_Ry", "pose_Rz"]) assertLine(pose.chart, name, column(pose.tables.csv, name, degrees));
    const gaze = await chartOf(stem, "gaze");
    for (const name of ["gaze_angle_x", "gaze_angle_y"]) assertLine(gaze.chart, name, column(gaze.tables.csv, name, degrees));
  });

  test(`${stem}: both sides are the measures' columns`, { skip }, async () => {
    const { chart, tables } = await chartOf(stem, "sides");
    const sided = Object.keys(tables.measures[0]!).filter((name) => /^AU\d\d_(left|right)_r$/.test(name));
    assert.ok(sided.length >= 20, "most units have sides");
    for (const name of sided) assertLine(chart, name, column(tables.measures, name));
    assert.equal(chart.marks.filter((mark) => mark.data["mark"]!.startsWith("line-")).length, sided.length);
  });

  test(`${stem}: asymmetries are the sidecar's`, { skip }, async () => {
    const { chart, tables } = await chartOf(stem, "asymmetry");
    const units = tables.sidecar.faces[0].action_units;
    const known = action_units.filter((unit) => units[unit].asymmetry !== null);
    const bars = marksNamed(chart, "asymmetry");
    assert.deepEqual(bars.map((bar) => bar.data["unit"]), known);
    for (const bar of bars) {
      const truth: number = units[bar.data["unit"]!].asymmetry;
      const [low, high] = spanOf(chart, bar);
      assert.ok(Math.abs((truth < 0 ? low : high) - truth) < 1e-6 && Math.abs(truth < 0 ? high : low) < 1e-6, `${bar.data["unit"]}: ${low} to ${high} for ${truth}`);
    }
  });

  test(`${stem}: means and their intervals are the sidecar's`, { skip }, async () => {
    const { chart, tables } = await chartOf(stem, "means");
    const units = tables.sidecar.faces[0].action_units;
    const place = (mark: { attributes: Readonly<Record<string, string>> }): number => valueAt(chart.x, Number(mark.attributes["cx"] ?? /translate\(([^,)]+)/.exec(mark.attributes["transform"] ?? "")?.[1]));
    for (const [name, of] of [["mean", (unit: any) => unit.mean_intensity], ["speaking", (unit: any) => unit.while_speaking?.mean_intensity], ["silent", (unit: any) => unit.while_silent?.mean_intensity]] as const) {
      const known = action_units.filter((unit) => (of(units[unit]) ?? null) !== null);
      const marks = marksNamed(chart, name);
      assert.deepEqual(marks.map((mark) => mark.data["unit"]).sort(), [...known].sort(), name);
      for (const mark of marks) assert.ok(Math.abs(place(mark) - of(units[mark.data["unit"]!])) < 1e-6, `${name} ${mark.data["unit"]}`);
    }
    const intervals = marksNamed(chart, "interval");
    assert.equal(intervals.length, action_units.length, "the defaults have a measurement error for each unit");
    for (const mark of intervals) {
      const { mean_intensity, standard_error } = units[mark.data["unit"]!];
      const reach = 1.96 * standard_error.mean_intensity;
      assert.ok(Math.abs(valueAt(chart.x, Number(mark.attributes["x1"])) - Math.max(0, mean_intensity - reach)) < 1e-6, mark.data["unit"]);
      assert.ok(Math.abs(valueAt(chart.x, Number(mark.attributes["x2"])) - Math.min(5, mean_intensity + reach)) < 1e-6, mark.data["unit"]);
    }
  });

  test(`${stem}: pictures stand over their moments`, { skip }, async () => {
    const page = await opened(fixture()[stem]);
    const { csv } = tablesOf(fixture(), fixture()[stem]);
    const strips = await readChart(page, "strips");
    const pictures = marksNamed(await readChart(page, "thumbnails"), "thumbnail");
    assert.ok(pictures.length >= 6, `${pictures.length} pictures`);
    const strip_px = await page.locator('[data-chart="strips"] svg').evaluate((svg) => Number(svg.getAttribute("width")));
    for (const { data, attributes } of pictures) {
      const row = csv.find(({ frame }) => frame === data["frame"]);
      assert.ok(Math.abs(Number(data["time"]) - Number(row?.["timestamp"])) < 1e-6, `frame ${data["frame"]}`);
      const [, width = NaN, left = NaN] = (/width: ([\d.]+)%; left: ([\d.]+)%/.exec(attributes["style"] ?? "") ?? []).map((share) => (Number(share) / 100) * strip_px);
      const middle = left + width / 2;
      const [low = NaN, high = NaN] = strips.x.range;
      const [start = NaN, end = NaN] = strips.x.domain;
      const wanted = low + ((Number(data["time"]) - start) / (end - start)) * (high - low);
      const cut = Math.min(high - width / 2, Math.max(low + width / 2, wanted));
      assert.ok(Math.abs(middle - cut) < 0.01, `frame ${data["frame"]} at ${middle} for ${cut}`);
    }
    await page.close();
  });

  test(`${stem}: the summary table is the sidecar's summary`, { skip }, async () => {
    const page = await opened(fixture()[stem]);
    const cells = await page.locator("table.units tbody tr").evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent ?? "")));
    await page.close();
    const units = tablesOf(fixture(), fixture()[stem]).sidecar.faces[0].action_units;
    assert.equal(cells.length, action_units.length);
    const written = (value: number | null | undefined): string => (value === null || value === undefined ? "–" : value.toFixed(2).replace("-", "−").replace(/^−(0\.00)$/, "$1"));
    for (const [unit = "", , mean, error, sd, median, p90, max, , bouts, bout_s, speaking, silent, asymmetry] of cells) {
      const truth = units[unit];
      const { mean_intensity, sd_intensity, median_intensity, p90_intensity, max_intensity, mean_bout_s, while_speaking, while_silent } = truth;
      assert.deepEqual(
        [mean, sd, median, p90, max, bout_s, speaking, silent],
        [mean_intensity, sd_intensity, median_intensity, p90_intensity, max_intensity, mean_bout_s, while_speaking?.mean_intensity, while_silent?.mean_intensity].map(written),
        unit,
      );
      assert.equal(error, `±${truth.standard_error.mean_intensity.toFixed(2)}`);
      assert.equal(bouts, String(truth.bouts));
      assert.equal(asymmetry?.replace("+", ""), written(truth.asymmetry));
    }
  });
}
