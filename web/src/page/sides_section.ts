// SPDX-License-Identifier: Apache-2.0
import { asymmetries, asymmetryChart } from "../chart/asymmetry_chart.ts";
import { colours } from "../chart/colours.ts";
import { figure, tableOf, type Figure } from "../chart/figure.ts";
import { timeGeometry } from "../chart/geometry.ts";
import { rowsChart, type Row, type RowsChart } from "../chart/rows_chart.ts";
import { most_intensity } from "../data/action_units.ts";
import { element } from "../dom/element.ts";
import { signed } from "../number/format.ts";
import { unitOf, type ClipSeries } from "../series/clip_series.ts";
import type { Text } from "../text/translator.ts";
import type { ShownFace } from "./clip_report_page.ts";
import type { Section } from "./section.ts";
import { axisOf, binCaption, hasCourse, missingBlocks, seriesTable } from "./timeline_section.ts";
import { unitName } from "./unit_names.ts";

export function sidesSection(face: ShownFace, series: ClipSeries, text: Text): Section {
  const figures = [asymmetryFigure(face, text), ...(series.left.length > 0 && hasCourse(series) ? [sideRows(series, text)] : [])];
  const node = element("section", { "aria-labelledby": "sides" }, element("h2", { id: "sides" }, text("sides")), ...figures.map((made) => made.node));
  return { node, figures };
}

function asymmetryFigure(face: ShownFace, text: Text): Figure {
  const rows = asymmetries(face.summary.action_units);
  const words = { axis: text("asymmetry_axis"), left: text("left"), right: text("right"), name: (unit: (typeof rows)[number]["unit"]) => unitName(unit, text) };
  return figure(
    {
      name: "asymmetry",
      title: text("asymmetry"),
      label: text("asymmetry"),
      caption: [text(rows.length === 0 ? "asymmetry_none" : "asymmetry_caption")],
      draw: (width) => (rows.length === 0 ? element("div") : asymmetryChart(rows, words, width)),
      table: () => tableOf([text("unit"), text("asymmetry")], rows.map((row) => [row.unit, signed(row.asymmetry, 3)])),
    },
    text,
  );
}

function sideRows(series: ClipSeries, text: Text): Figure {
  const rows = series.left.map((left, index): Row => {
    const right = series.right[index] ?? left;
    const unit = unitOf(left.name);
    return {
      name: unit,
      short: unit,
      long: unitName(unit, text),
      lines: [
        { series: left, stroke: colours.left, dashes: null, fill: null },
        { series: right, stroke: colours.right, dashes: "4 2", fill: null },
      ],
      blocks: [missingBlocks(series, 0, most_intensity)],
    };
  });
  const chart: RowsChart = { ...axisOf(series), domain: [0, most_intensity], ticks: [0, most_intensity], row_height: 36, overlap: 0.6, rows };
  const key = (side: "left" | "right"): HTMLElement => element("span", { class: `key ${side}` }, text(side));
  const made = figure(
    {
      name: "sides",
      title: text("sides_over_time"),
      label: text("sides_over_time"),
      caption: [key("left"), " ", key("right"), " ", text("sides_caption"), ...binCaption(series, text)],
      draw: (width) => rowsChart(chart, timeGeometry(width)),
      table: () => seriesTable(series, [...series.left, ...series.right], text),
    },
    text,
  );
  made.node.classList.add("over-time");
  return made;
}
