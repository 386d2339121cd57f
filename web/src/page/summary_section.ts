// SPDX-License-Identifier: Apache-2.0
import { figure, scrolling, tableOf, type Figure } from "../chart/figure.ts";
import { intervalChart, interval_errors, meanIntervals } from "../chart/interval_chart.ts";
import { action_units, type ActionUnit } from "../data/action_units.ts";
import type { UnitSummary } from "../data/clip_report.ts";
import { element } from "../dom/element.ts";
import { count, fixed, percent, signed } from "../number/format.ts";
import type { Text } from "../text/translator.ts";
import type { ShownFace } from "./clip_report_page.ts";
import type { Section } from "./section.ts";
import { unitName } from "./unit_names.ts";

export function summarySection(face: ShownFace, text: Text): Section {
  const interval = intervalFigure(face, text);
  const table = summaryTable(face, text);
  const { frames, frames_speaking, frames_silent, frames_of_unknown_speech } = face.summary;
  const counted = text("summary_frames", { frames: count(frames), speaking: count(frames_speaking), silent: count(frames_silent), unknown: count(frames_of_unknown_speech) });
  const node = element(
    "section",
    { class: "summary", "aria-labelledby": "summary" },
    element("h2", { id: "summary" }, text("summary")),
    element("p", {}, counted),
    interval.node,
    element("p", { class: "above-table" }, text("summary_caption")),
    scrolling(text("summary"), table),
    element("p", { class: "note" }, errorNote(face, text)),
  );
  return { node, figures: [interval] };
}

function errorNote(face: ShownFace, text: Text): string {
  const error = face.summary.measurement_error;
  return error?.known === false ? text("error_unknown") : text("error_known");
}

function intervalFigure(face: ShownFace, text: Text): Figure {
  const intervals = meanIntervals(face.summary.action_units);
  const words = { axis: text("mean_axis"), name: (unit: ActionUnit) => unitName(unit, text) };
  const spoken = intervals.some((interval) => interval.speaking !== null || interval.silent !== null);
  const erring = intervals.some((interval) => interval.low !== null);
  const caption = erring ? text("means_caption", { errors: interval_errors }) : text("means_plain_caption");
  return figure(
    {
      name: "means",
      title: text(erring ? "means" : "means_plain"),
      label: text("means_label"),
      caption: [caption, ...(spoken ? [" ", text("means_speech_caption")] : [])],
      draw: (width) => intervalChart(intervals, words, width),
      table: () =>
        tableOf(
          [text("unit"), text("mean"), text("low"), text("high"), text("speaking"), text("silent")],
          intervals.map((row) => [row.unit, fixed(row.mean, 3), fixed(row.low, 3), fixed(row.high, 3), fixed(row.speaking, 3), fixed(row.silent, 3)]),
        ),
    },
    text,
  );
}

function summaryTable(face: ShownFace, text: Text): HTMLTableElement {
  const header = [
    text("unit"), text("name"), text("mean"), text("standard_error"), text("sd"), text("median"), text("p90"), text("max"), text("present"),
    text("bouts"), text("mean_bout"), text("speaking"), text("silent"), text("asymmetry_short"),
  ];
  const rows = action_units.flatMap((unit) => {
    const summary = face.summary.action_units[unit];
    return summary === undefined ? [] : [[unit, unitName(unit, text), ...summaryCells(summary)]];
  });
  const table = tableOf(header, rows);
  table.classList.add("units");
  return table;
}

function summaryCells(summary: UnitSummary): string[] {
  const error = summary.standard_error?.mean_intensity;
  return [
    fixed(summary.mean_intensity, 2),
    error === undefined ? fixed(null, 2) : `±${fixed(error, 2)}`,
    fixed(summary.sd_intensity, 2),
    fixed(summary.median_intensity, 2),
    fixed(summary.p90_intensity, 2),
    fixed(summary.max_intensity, 2),
    percent(summary.present_share),
    count(summary.bouts),
    fixed(summary.mean_bout_s, 2),
    fixed(summary.while_speaking?.mean_intensity, 2),
    fixed(summary.while_silent?.mean_intensity, 2),
    signed(summary.asymmetry, 2),
  ];
}
