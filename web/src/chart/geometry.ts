// SPDX-License-Identifier: Apache-2.0
// All charts over time share these, so that one moment lies on one vertical line through all of them.

export interface Geometry {
  readonly width: number;
  readonly marginLeft: number;
  readonly marginRight: number;
  /** Too narrow for names beside the rows. */
  readonly narrow: boolean;
}

export function timeGeometry(width: number): Geometry {
  const narrow = width < 640;
  return { width, narrow, marginLeft: narrow ? 54 : 196, marginRight: narrow ? 34 : 48 };
}

export function plotWidth(geometry: Geometry): number {
  return geometry.width - geometry.marginLeft - geometry.marginRight;
}
