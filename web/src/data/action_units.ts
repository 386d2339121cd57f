// SPDX-License-Identifier: Apache-2.0

/** The eighteen units in the order of the tables. */
export const action_units = [
  "AU01", "AU02", "AU04", "AU05", "AU06", "AU07", "AU09", "AU10", "AU12",
  "AU14", "AU15", "AU17", "AU20", "AU23", "AU25", "AU26", "AU28", "AU45",
] as const;

export type ActionUnit = (typeof action_units)[number];

/** Intensities go from 0 to this. */
export const most_intensity = 5;
