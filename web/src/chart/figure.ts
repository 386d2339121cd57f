// SPDX-License-Identifier: Apache-2.0
import { element, type Child } from "../dom/element.ts";
import type { Text } from "../text/translator.ts";

export type Draw = (width: number) => Element;

export interface FigureParts {
  readonly name: string;
  readonly title: string | null;
  /** What a person who does not see the chart is told. */
  readonly label: string;
  readonly caption: readonly Child[];
  readonly draw: Draw;
  /** Its numbers; null where it has none. */
  readonly table: (() => HTMLTableElement) | null;
}

export interface Figure {
  readonly node: HTMLElement;
  redraw(width: number): void;
}

/** A chart with its words, and its numbers as a table on demand: a long one would slow the page down before anybody asks. */
export function figure(parts: FigureParts, text: Text): Figure {
  const drawing = element("div", { class: "drawing", role: "img", "aria-label": parts.label });
  const node = element(
    "figure",
    { "data-chart": parts.name },
    parts.title === null ? null : element("h3", {}, parts.title),
    drawing,
    element("figcaption", {}, ...parts.caption),
    parts.table === null ? null : numbers(parts.title ?? parts.label, parts.table, text),
  );
  return { node, redraw: (width) => drawing.replaceChildren(parts.draw(width)) };
}

function numbers(label: string, table: () => HTMLTableElement, text: Text): HTMLElement {
  const details = element("details", { class: "numbers" }, element("summary", {}, text("show_numbers")));
  details.addEventListener("toggle", () => {
    if (details.open && details.childElementCount === 1) details.append(scrolling(label, table()));
  });
  return details;
}

/** A wide table scrolls by itself, also by keyboard, and not the page. */
export function scrolling(label: string, table: HTMLTableElement): HTMLElement {
  return element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label }, table);
}

export function tableOf(header: readonly string[], rows: readonly (readonly string[])[]): HTMLTableElement {
  const head = element("tr", {}, ...header.map((name) => element("th", { scope: "col" }, name)));
  const body = rows.map(([first = "", ...rest]) =>
    element("tr", {}, element("th", { scope: "row" }, first), ...rest.map((cell) => element("td", {}, cell))),
  );
  return element("table", {}, element("thead", {}, head), element("tbody", {}, ...body));
}
