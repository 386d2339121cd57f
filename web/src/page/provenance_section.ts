// SPDX-License-Identifier: Apache-2.0
import type { ClipReport, Sidecar } from "../data/clip_report.ts";
import { element, fileAddress } from "../dom/element.ts";
import { unknown_mark } from "../number/format.ts";
import { keyOf, type Key, type Text } from "../text/translator.ts";

export function provenanceSection(report: ClipReport, text: Text): HTMLElement {
  return element(
    "section",
    { class: "provenance", "aria-labelledby": "provenance" },
    element("h2", { id: "provenance" }, text("provenance")),
    element("p", {}, text("provenance_note")),
    facts(report.sidecar, text),
    element("h3", {}, text("files")),
    files(report, text),
  );
}

function facts({ provenance, clip, faces }: Sidecar, text: Text): HTMLElement {
  const sources = [...new Set(faces.map((face) => face.baseline.source))];
  const zeros = sources.map((source) => zeroExplained(source, text)).join("; ");
  const rows: [Key, Node | string][] = [
    ["version", `${provenance.program} ${provenance.version}, ${provenance.instruction_set}`],
    ["engine", provenance.engine],
    ["zero", zeros === "" ? unknown_mark : zeros],
    ["options", optionList(provenance.options)],
    ["models", checksums(provenance.models.map(({ name, sha256 }) => [name, sha256]))],
    ["input", checksums([["sha256", provenance.input_sha256]])],
    ["codec", `${clip.codec}, ${clip.width_px} × ${clip.height_px} px`],
  ];
  return element("dl", { class: "facts-list" }, ...rows.flatMap(([key, value]) => [element("dt", {}, text(key)), element("dd", {}, value)]));
}

function zeroExplained(source: string, text: Text): string {
  const key = keyOf("zero", source);
  return key === null ? source : text(key);
}

function optionList(options: Readonly<Record<string, unknown>>): HTMLElement {
  const items = Object.entries(options).map(([name, value]) => element("li", {}, element("code", {}, `${name} = ${optionText(value)}`)));
  return element("ul", {}, ...items);
}

function optionText(value: unknown): string {
  if (value === null || value === undefined) return unknown_mark;
  if (typeof value !== "object") return String(value);
  return Object.entries(value).map(([name, part]) => `${name}: ${optionText(part)}`).join(", ");
}

function checksums(pairs: readonly (readonly [string, string])[]): HTMLElement {
  const items = pairs.map(([name, sum]) => element("li", {}, `${name} `, element("code", { class: "sum" }, sum)));
  return element("ul", {}, ...items);
}

function files({ files }: ClipReport, text: Text): HTMLElement {
  const named: [Key, string | null][] = [
    ["file_csv", files.csv],
    ["file_measures_csv", files.measures_csv],
    ["file_sidecar", files.sidecar],
    ["file_overlay", files.overlay],
  ];
  const items = named.flatMap(([key, name]) => (name === null ? [] : [element("li", {}, element("a", { href: fileAddress(name) }, name), " – ", text(key))]));
  return element("ul", { class: "files" }, ...items);
}
