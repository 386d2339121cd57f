// SPDX-License-Identifier: Apache-2.0
import { colours } from "../chart/colours.ts";
import { figure, tableOf, type Figure } from "../chart/figure.ts";
import { timeGeometry } from "../chart/geometry.ts";
import { rowsChart, type Row, type RowBlocks, type RowsChart } from "../chart/rows_chart.ts";
import { thumbnailStrip } from "../chart/thumbnail_strip.ts";
import { most_intensity } from "../data/action_units.ts";
import type { ClipReport } from "../data/clip_report.ts";
import { element, fileAddress } from "../dom/element.ts";
import { fixed } from "../number/format.ts";
import type { Bout } from "../series/bouts.ts";
import { unitOf, type ClipSeries, type Series } from "../series/clip_series.ts";
import type { Key, Text } from "../text/translator.ts";
import type { Playhead } from "./playhead.ts";
import type { Section } from "./section.ts";
import { unitName } from "./unit_names.ts";

export function timelineSection(report: ClipReport, series: ClipSeries, playhead: Playhead, text: Text): Section {
  if (!hasCourse(series)) return singlePicture(report, series, text);
  const figures = [
    thumbnails(report, series, text),
    strips(series, text),
    unitRows(series, text),
    angleRows(series.pose_deg, { series, name: "head-pose", title: "head_pose", caption: "head_pose_caption", text }),
    angleRows(series.gaze_deg, { series, name: "gaze", title: "gaze", caption: "gaze_caption", text }),
  ];
  for (const { node } of figures) node.classList.add("over-time");
  const section = element(
    "section",
    { class: "timeline", "aria-labelledby": "timeline" },
    element("h2", { id: "timeline" }, text("timeline")),
    overlayVideo(report, playhead, text),
    playhead.controls,
    ...figures.map(({ node }) => node),
  );
  playhead.listen(section);
  return { node: section, figures };
}

/** One frame alone has no course. */
export function hasCourse(series: ClipSeries): boolean {
  return series.time_s.length > 1;
}

function singlePicture(report: ClipReport, series: ClipSeries, text: Text): Section {
  const shown = thumbnails(report, series, text);
  const heading = element("h2", { id: "timeline" }, text("timeline"));
  return { node: element("section", { "aria-labelledby": "timeline" }, heading, shown.node, element("p", {}, text("single_picture"))), figures: [shown] };
}

function overlayVideo(report: ClipReport, playhead: Playhead, text: Text): HTMLElement | null {
  if (report.files.overlay === null) return null;
  const video = element("video", { controls: "", preload: "metadata", playsinline: "", "aria-label": text("overlay_label"), src: fileAddress(report.files.overlay) });
  playhead.watch(video);
  return element("div", { class: "overlay" }, video, element("p", {}, text("overlay_caption")));
}

function thumbnails(report: ClipReport, series: ClipSeries, text: Text): Figure {
  return figure(
    {
      name: "thumbnails",
      title: null,
      label: text("thumbnails_label", { n: report.thumbnails.length }),
      caption: [text(report.pictures === "masked" ? "thumbnails_masked_caption" : "thumbnails_caption")],
      draw: (width) => thumbnailStrip(report.thumbnails, series, timeGeometry(width)),
      table: null,
    },
    text,
  );
}

const mark_top = 0.86;
const mark_bottom = 0.14;

function strips(series: ClipSeries, text: Text): Figure {
  const row = (name: string, short: Key, long: Key, rest: Partial<Row>): Row => ({ name, short: text(short), long: text(long), lines: [], blocks: [], ...rest });
  const block = (className: string, bouts: readonly Bout[], fill: string): RowBlocks => ({ className, bouts, fill, from: mark_bottom, to: mark_top });
  const blinks = series.presence.get("AU45") ?? [];
  const speech: Series = { name: "speech_probability", values: series.speech };
  const chart: RowsChart = {
    ...axisOf(series),
    domain: [0, 1],
    ticks: [],
    row_height: 30,
    short_width: 60,
    names_inside: false,
    time_axis: false,
    rows: [
      row("face", "strip_face", "strip_face_long", { blocks: [block("face-missing", series.missing, colours.missing), block("face-found", series.found, colours.faint)] }),
      row("speech_probability", "strip_speech", "strip_speech_long", {
        lines: [{ series: speech, stroke: colours.speech, dashes: null, fill: colours.speech_fill }],
        blocks: [block("speech-unknown", series.speech_unknown, colours.missing)],
      }),
      row("AU45_c", "strip_blink", "strip_blink_long", { blocks: [block("blink", blinks, colours.blink)] }),
    ],
  };
  return figure(
    {
      name: "strips",
      title: null,
      label: text("strips_label", { blinks: blinks.length }),
      caption: [text("strips_caption", { blinks: blinks.length })],
      draw: (width) => rowsChart(chart, timeGeometry(width)),
      table: () => seriesTable(series, [speech], text),
    },
    text,
  );
}

function unitRows(series: ClipSeries, text: Text): Figure {
  const rows = series.intensity.map((intensity): Row => {
    const unit = unitOf(intensity.name);
    return {
      name: intensity.name,
      short: unit,
      long: unitName(unit, text),
      lines: [{ series: intensity, stroke: colours.intensity, dashes: null, fill: colours.intensity_fill }],
      blocks: [missingBlocks(series, presence_floor, most_intensity), { className: "presence", bouts: series.presence.get(unit) ?? [], fill: colours.presence, from: presence_floor * 0.9, to: presence_floor * 0.3 }],
    };
  });
  const chart: RowsChart = { ...axisOf(series), domain: [presence_floor, most_intensity], ticks: [0, most_intensity], row_height: 42, overlap: 0.6, rows };
  return figure(
    {
      name: "action-units",
      title: text("action_units"),
      label: text("action_units_label"),
      caption: [text("action_units_caption"), ...binCaption(series, text)],
      draw: (width) => rowsChart(chart, timeGeometry(width)),
      table: () => seriesTable(series, series.intensity, text),
    },
    text,
  );
}

/** Room below zero, in which presence is marked. */
const presence_floor = -1.2;

export function missingBlocks(series: ClipSeries, from: number, to: number): RowBlocks {
  return { className: "missing", bouts: series.missing, fill: colours.missing, from, to };
}

interface AngleParts {
  readonly series: ClipSeries;
  readonly name: string;
  readonly title: Key;
  readonly caption: Key;
  readonly text: Text;
}

/** Smaller movements than this are drawn small, so that noise does not fill the row. */
const least_angle_range_deg = 15;

function angleRows(angles: readonly Series[], { series, name, title, caption, text }: AngleParts): Figure {
  const largest = angles.flatMap(({ values }) => values).reduce<number>((most, value) => Math.max(most, Math.abs(value ?? 0)), least_angle_range_deg);
  const reach = Math.ceil(largest / 5) * 5;
  const rows = angles.map((angle): Row => ({
    name: angle.name,
    short: text(`${angle.name}_short` as Key),
    long: text(`${angle.name}_long` as Key),
    lines: [{ series: angle, stroke: colours.intensity, dashes: null, fill: null }],
    blocks: [missingBlocks(series, -reach, reach)],
  }));
  const chart: RowsChart = { ...axisOf(series), domain: [-reach, reach], ticks: [-reach, 0, reach], row_height: 58, short_width: 28, rows };
  return figure(
    {
      name,
      title: text(title),
      label: text(title),
      caption: [text(caption), ...binCaption(series, text)],
      draw: (width) => rowsChart(chart, timeGeometry(width)),
      table: () => seriesTable(series, angles, text),
    },
    text,
  );
}

export function axisOf({ frame, time_s, end_s }: ClipSeries): Omit<RowsChart, "rows" | "domain" | "ticks" | "row_height"> {
  return { frame, time_s, end_s, overlap: 0, short_width: 42, names_inside: true, time_axis: true };
}

export function binCaption(series: ClipSeries, text: Text): string[] {
  return series.frames_per_point === 1 ? [] : [" ", text("binned", { n: series.frames_per_point })];
}

export function seriesTable(series: ClipSeries, columns: readonly Series[], text: Text): HTMLTableElement {
  const rows = series.frame.map((frame, index) => [
    String(frame),
    fixed(series.time_s[index], 3),
    ...columns.map(({ values }) => fixed(values[index], 2)),
  ]);
  return tableOf([text("frame"), text("time_s"), ...columns.map(({ name }) => name)], rows);
}
