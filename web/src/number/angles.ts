// SPDX-License-Identifier: Apache-2.0

export function degrees(radians: number | null): number | null {
  return radians === null ? null : (radians * 180) / Math.PI;
}
