// SPDX-License-Identifier: Apache-2.0
// Told apart by people who see no red or no green too (Okabe & Ito 2008), and each has a shape or a word of its own.

export const colours = {
  ink: "#1d2a33",
  faint: "#5d6b75",
  rule: "#d5dce1",
  missing: "#ebe7df",
  intensity: "#0b6f8a",
  intensity_fill: "#9fd0de",
  presence: "#0d3b4a",
  speech: "#8a5a00",
  speech_fill: "#f0d9a8",
  blink: "#5b4a91",
  left: "#0063a6",
  right: "#c2410c",
} as const;
