// SPDX-License-Identifier: Apache-2.0
// Small multiples over time: a row for each quantity, all to one scale.
import * as Plot from "@observablehq/plot";
import type { Bout } from "../series/bouts.ts";
import type { Series } from "../series/clip_series.ts";
import { colours } from "./colours.ts";
import { dropInnerLabels, nameMarks, nameScales } from "./drawn_marks.ts";
import { plotWidth, type Geometry } from "./geometry.ts";

export interface RowLine {
  readonly series: Series;
  readonly stroke: string;
  readonly dashes: string | null;
  /** Filled down to zero with this colour, or not at all. */
  readonly fill: string | null;
}

export interface Row {
  readonly name: string;
  /** Beside the row where there is room, else its short form beside and the long one in it. */
  readonly short: string;
  readonly long: string;
  readonly lines: readonly RowLine[];
  readonly blocks: readonly RowBlocks[];
}

/** Stretches of time, between two heights of the row. */
export interface RowBlocks {
  readonly className: string;
  readonly bouts: readonly Bout[];
  readonly fill: string;
  readonly from: number;
  readonly to: number;
}

export interface RowsChart {
  readonly frame: readonly number[];
  readonly time_s: readonly number[];
  readonly end_s: number;
  readonly rows: readonly Row[];
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  readonly row_height: number;
  /** How far a row's largest value reaches into the rows above, as a share of a row: peaks are rare, and rows many. */
  readonly overlap: number;
  /** Room for the rows' short names. */
  readonly short_width: number;
  /** Whether long names stand inside the rows where there is no room beside them. */
  readonly names_inside: boolean;
  readonly time_axis: boolean;
}

interface Point {
  readonly row: string;
  readonly series: string;
  readonly frame: number | undefined;
  readonly time: number | undefined;
  readonly value: number | null;
}

interface Block extends Bout {
  readonly row: string;
  readonly from: number;
  readonly to: number;
  readonly fill: string;
}

/** Of each row's height, what it draws on; the rest keeps rows apart. */
const row_share = 0.92;

export function rowsChart(chart: RowsChart, geometry: Geometry): Element {
  const lines = chart.rows.flatMap((row) => row.lines.map((line) => ({ line, points: pointsOf(chart, row, line) })));
  const blocks = blocksByClass(chart.rows);
  const grounds = [...blocks].filter(([, of_class]) => of_class[0]?.fill === colours.missing);
  const bars = [...blocks].filter(([, of_class]) => of_class[0]?.fill !== colours.missing);
  const plot = Plot.plot({
    ...frameOf(chart, geometry),
    marks: [
      ...grounds.map(([className, of_class]) => blockMarks(className, of_class)),
      Plot.ruleY([0], { stroke: colours.rule }),
      ...tickLabels(chart, geometry),
      ...lines.flatMap(({ line, points }) => lineMarks(line, points)),
      ...bars.map(([className, of_class]) => blockMarks(className, of_class)),
      ...rowLabels(chart, geometry),
    ],
  });
  for (const { line, points } of lines) nameMarks(plot, lineClass(line), points, ["series", "row"]);
  for (const [className, of_class] of blocks) nameMarks(plot, className, of_class, ["row", "first", "last"]);
  nameMarks(plot, "reading", chart.rows, ["name"]);
  nameScales(plot);
  dropInnerLabels(plot);
  return plot;
}

function lineClass(line: RowLine): string {
  return `line-${line.series.name}`;
}

function frameOf(chart: RowsChart, geometry: Geometry): Plot.PlotOptions {
  const axis_height = chart.time_axis ? 26 : 4;
  // Plot measures a facet's heights from the top of the whole chart's margin.
  const above = chart.overlap * chart.row_height + 6;
  return {
    width: geometry.width,
    height: chart.rows.length * chart.row_height + above + axis_height,
    marginLeft: geometry.marginLeft,
    marginRight: geometry.marginRight,
    marginTop: above,
    marginBottom: axis_height,
    x: timeScale(chart, geometry),
    y: { domain: [...chart.domain], range: [above + chart.row_height * row_share, above - chart.overlap * chart.row_height], axis: null },
    fy: { domain: chart.rows.map((row) => row.name), axis: null, paddingInner: 1 - row_share, paddingOuter: 0 },
    style: { fontFamily: "inherit", fontSize: "12px", color: colours.ink },
  };
}

function timeScale(chart: RowsChart, geometry: Geometry): Plot.ScaleOptions {
  const domain = [chart.time_s[0] ?? 0, chart.end_s];
  if (!chart.time_axis) return { domain, axis: null };
  return { domain, label: null, ticks: Math.max(2, plotWidth(geometry) / 70), tickFormat: (time: number) => `${Number(time.toFixed(3))} s` };
}

function pointsOf(chart: RowsChart, row: Row, line: RowLine): Point[] {
  return line.series.values.map((value, index) => ({
    row: row.name,
    series: line.series.name,
    frame: chart.frame[index],
    time: chart.time_s[index],
    value,
  }));
}

function blocksByClass(rows: readonly Row[]): Map<string, Block[]> {
  const by_class = new Map<string, Block[]>();
  for (const row of rows) {
    for (const { className, bouts, fill, from, to } of row.blocks) {
      const blocks = bouts.map((bout) => ({ ...bout, row: row.name, fill, from, to }));
      by_class.set(className, [...(by_class.get(className) ?? []), ...blocks]);
    }
  }
  return by_class;
}

function blockMarks(className: string, blocks: readonly Block[]): Plot.Markish {
  return Plot.rect(blocks, { x1: "start_s", x2: "end_s", y1: "from", y2: "to", fy: "row", fill: (block: Block) => block.fill, className });
}

function lineMarks(line: RowLine, points: readonly Point[]): Plot.Markish[] {
  const channels = { x: "time", y: "value", fy: "row" };
  const dashes = line.dashes === null ? {} : { strokeDasharray: line.dashes };
  // A frame between two without a face has no line to either; the round cap shows it as a dot.
  const drawn = Plot.lineY(points, { ...channels, ...dashes, stroke: line.stroke, strokeWidth: 1.4, strokeLinecap: "round", className: lineClass(line) });
  return line.fill === null ? [drawn] : [Plot.areaY(points, { ...channels, y1: 0, y2: "value", fill: line.fill, className: "area" }), drawn];
}

function tickLabels(chart: RowsChart, geometry: Geometry): Plot.Markish[] {
  const first = chart.rows[0]?.name;
  // Where names stand close to the axis, zero needs no number: it is the line itself.
  const ticks = geometry.narrow ? chart.ticks.filter((tick) => tick !== 0) : chart.ticks;
  const labels = ticks.map((tick) => ({ tick, row: first, text: tick < 0 ? `−${-tick}` : String(tick) }));
  return [
    Plot.text(labels, { frameAnchor: "left", dx: -7, textAnchor: "end", y: "tick", fy: "row", text: "text", fill: colours.faint, fontSize: 10 }),
    Plot.tickY(labels, { x: null, y: "tick", fy: "row", insetLeft: -5, insetRight: geometry.width - geometry.marginLeft - geometry.marginRight, stroke: colours.faint }),
  ];
}

function rowLabels(chart: RowsChart, geometry: Geometry): Plot.Markish[] {
  const left = { fy: "name", frameAnchor: "left" as const, fill: colours.ink };
  const short = Plot.text(chart.rows, { ...left, dx: -geometry.marginLeft, textAnchor: "start", text: "short", fontWeight: 600 });
  const long = geometry.narrow
    ? Plot.text(chart.rows, { ...left, frameAnchor: "top-left", dx: 3, dy: 2, text: "long", fontSize: 10, fill: colours.faint, stroke: "white", strokeWidth: 3 })
    : Plot.text(chart.rows, { ...left, dx: -geometry.marginLeft + chart.short_width, textAnchor: "start", text: "long", fill: colours.faint });
  const reading = Plot.text(chart.rows, { fy: "name", frameAnchor: "right", dx: geometry.marginRight, textAnchor: "end", text: () => " ", className: "reading", fill: colours.ink });
  return geometry.narrow && !chart.names_inside ? [short, reading] : [short, long, reading];
}
