// SPDX-License-Identifier: Apache-2.0
import type { ClipIndex } from "./clip_index.ts";
import type { ClipReport } from "./clip_report.ts";

export type PageData = ClipReport | ClipIndex;

const kinds = ["kizashi clip report", "kizashi clips"];

/** The page's own data, or null where there is none that this viewer knows. */
export function readData(text: string): PageData | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof parsed !== "object" || parsed === null) return null;
  const { schema, kind } = parsed as { schema?: unknown; kind?: unknown };
  return schema === 1 && kinds.includes(String(kind)) ? (parsed as PageData) : null;
}
