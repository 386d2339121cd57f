// SPDX-License-Identifier: Apache-2.0
import type { Figure } from "../chart/figure.ts";

export interface Section {
  readonly node: HTMLElement;
  readonly figures: readonly Figure[];
}
