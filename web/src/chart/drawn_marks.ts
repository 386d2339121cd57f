// SPDX-License-Identifier: Apache-2.0
// Writes into each drawn mark which rows of the data it stands for, so that a test or a script can read the chart back.

type Drawn = SVGElement & { readonly __data__?: number | readonly number[] };

/** Marks of one class: a mark of one row carries the row's `keys`; a line carries those of its first row and how many it joins. */
export function nameMarks<Row extends object>(plot: Element, className: string, rows: readonly Row[], keys: readonly (keyof Row & string)[]): void {
  for (const mark of plot.querySelectorAll<Drawn>(`.${className} > *, .${className} > g > *`)) {
    const drawn = mark.__data__;
    if (drawn === undefined) continue;
    const first = typeof drawn === "number" ? drawn : drawn[0];
    const row = first === undefined ? undefined : rows[first];
    if (row === undefined) continue;
    mark.setAttribute("data-mark", className);
    for (const key of keys) mark.setAttribute(`data-${key}`, String(row[key]));
    if (typeof drawn !== "number") mark.setAttribute("data-points", String(drawn.length));
  }
}

interface Scaled {
  scale(name: string): { domain?: Iterable<unknown>; range?: Iterable<unknown> } | undefined;
}

/** Where numbers lie on the page: the domain and range of the linear scales. */
export function nameScales(plot: Element & Scaled): void {
  for (const name of ["x", "y"]) {
    const scale = plot.scale(name);
    if (scale?.domain === undefined || scale.range === undefined) continue;
    plot.setAttribute(`data-${name}-domain`, [...scale.domain].join(" "));
    plot.setAttribute(`data-${name}-range`, [...scale.range].join(" "));
  }
}

/** The figure has a label of its own; those that Plot gives to groups inside it are not allowed there. */
export function dropInnerLabels(plot: Element): void {
  for (const inner of plot.querySelectorAll("[aria-label], [aria-description]")) {
    inner.removeAttribute("aria-label");
    inner.removeAttribute("aria-description");
  }
}
