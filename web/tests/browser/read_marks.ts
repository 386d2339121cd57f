// SPDX-License-Identifier: Apache-2.0
// Reads charts back from what is on the page: the geometry of the marks, through the scales, to values.
import type { Page } from "playwright-core";

export interface Mark {
  readonly chart: string;
  readonly data: Readonly<Record<string, string>>;
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Chart {
  readonly marks: readonly Mark[];
  readonly x: Scale;
  readonly y: Scale;
}

export interface Scale {
  readonly domain: readonly number[];
  readonly range: readonly number[];
}

export async function readChart(page: Page, name: string): Promise<Chart> {
  const read = await page.evaluate((chart) => {
    const figure = document.querySelector(`[data-chart="${chart}"]`);
    const svg = figure?.querySelector("svg");
    const marks = [...(figure?.querySelectorAll("[data-mark]") ?? [])].map((mark) => ({
      chart,
      tag: mark.tagName,
      data: { ...(mark as HTMLElement | SVGElement).dataset } as Record<string, string>,
      attributes: Object.fromEntries([...mark.attributes].map(({ name: attribute, value }) => [attribute, value])),
    }));
    return { marks, x: [svg?.dataset["xDomain"], svg?.dataset["xRange"]], y: [svg?.dataset["yDomain"], svg?.dataset["yRange"]] };
  }, name);
  const numbers = (text: string | undefined): number[] => (text ?? "").split(" ").map(Number);
  const scale = ([domain, range]: (string | undefined)[]): Scale => ({ domain: numbers(domain), range: numbers(range) });
  return { marks: read.marks, x: scale(read.x), y: scale(read.y) };
}

/** From a place on the page to the value that it stands for. */
export function valueAt({ domain, range }: Scale, place: number): number {
  const [d0 = 0, d1 = 0] = domain;
  const [r0 = 0, r1 = 0] = range;
  return d0 + ((place - r0) / (r1 - r0)) * (d1 - d0);
}

export interface Point {
  readonly time: number;
  readonly value: number;
}

/** The points that a line's path joins, in unbroken pieces. */
export function pointsOf(chart: Chart, mark: Mark): Point[][] {
  const path = mark.attributes["d"] ?? "";
  return path
    .split("M")
    .filter((piece) => piece !== "")
    .map((piece) =>
      piece
        .replace(/Z$/, "")
        .split("L")
        .map((pair) => {
          const [x = NaN, y = NaN] = pair.split(",").map(Number);
          return { time: valueAt(chart.x, x), value: valueAt(chart.y, y) };
        }),
    );
}

export function marksNamed(chart: Chart, name: string): Mark[] {
  return chart.marks.filter((mark) => mark.data["mark"] === name);
}

/** Left and right end of a rectangle, as values. */
export function spanOf(chart: Chart, mark: Mark): [number, number] {
  const x = Number(mark.attributes["x"]);
  return [valueAt(chart.x, x), valueAt(chart.x, x + Number(mark.attributes["width"]))];
}
