// SPDX-License-Identifier: Apache-2.0
// Numbers as both languages write them: a point, a true minus, no grouping below 10000.

/** What stands where nothing is known. */
export const unknown_mark = "–";

export function fixed(value: number | null | undefined, digits: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return unknown_mark;
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** With its sign, for a difference. */
export function signed(value: number | null | undefined, digits: number): string {
  const text = fixed(value, digits);
  return value !== null && value !== undefined && value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** A share as percent; what is neither none nor all never reads as 0 % or 100 %. */
export function percent(share: number | null | undefined, digits = 0): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return unknown_mark;
  const least = 10 ** -digits;
  const value = share * 100;
  if (value > 0 && value < least / 2) return `<${least.toFixed(digits)} %`;
  if (value < 100 && value >= 100 - least / 2) return `>${(100 - least).toFixed(digits)} %`;
  return `${value.toFixed(digits)} %`;
}

export function count(value: number | null | undefined): string {
  if (value === null || value === undefined) return unknown_mark;
  return value >= 10000 ? value.toLocaleString("en-US").replaceAll(",", " ") : String(value);
}

/** Minutes and seconds where a clip is longer than a minute, else seconds. */
export function duration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined) return unknown_mark;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}
