// SPDX-License-Identifier: Apache-2.0
import type { Figure } from "../chart/figure.ts";

export interface Page {
  readonly title: string;
  readonly main: HTMLElement;
  /** Called once it is in the document: only then its width is known. */
  drawn(): void;
}

/** Width of an A4 page's text in CSS pixels, for which everything is drawn anew when it is printed. */
const printed_width_px = 690;

/** Keeps figures as wide as their page, whenever that changes. */
export class FigureKeeper {
  private figures_: readonly Figure[] = [];
  private width_px_ = 0;
  private readonly printing_ = window.matchMedia("print");

  constructor(
    private readonly main_: HTMLElement,
    private readonly after_: () => void,
  ) {
    new ResizeObserver(() => this.fit()).observe(main_);
    this.printing_.addEventListener("change", () => this.fit());
  }

  show(figures: readonly Figure[]): void {
    this.figures_ = figures;
    this.width_px_ = 0;
    this.fit();
  }

  private fit(): void {
    if (!this.main_.isConnected) return;
    const width = this.printing_.matches ? printed_width_px : (this.figures_[0]?.node.clientWidth ?? 0);
    if (width === this.width_px_ || width <= 0) return;
    this.width_px_ = width;
    for (const figure of this.figures_) figure.redraw(width);
    this.after_();
  }
}
