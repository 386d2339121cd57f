// SPDX-License-Identifier: Apache-2.0
import type { ClipReport, FaceColumns, SidecarFace } from "../data/clip_report.ts";
import { element } from "../dom/element.ts";
import { count, duration, fixed } from "../number/format.ts";
import { clipSeries } from "../series/clip_series.ts";
import type { Text } from "../text/translator.ts";
import { exclusionSection } from "./exclusion_section.ts";
import { FigureKeeper, type Page } from "./page.ts";
import { Playhead } from "./playhead.ts";
import { provenanceSection } from "./provenance_section.ts";
import { sidesSection } from "./sides_section.ts";
import { summarySection } from "./summary_section.ts";
import { timelineSection } from "./timeline_section.ts";
import { verdictSection } from "./verdict_section.ts";

export interface ShownFace {
  readonly columns: FaceColumns;
  readonly summary: SidecarFace;
}

export function clipReportPage(report: ClipReport, text: Text): Page {
  const face_part = element("div", { class: "face" });
  const show = (index: number): void => showFace(report, index, { place: face_part, keeper, playhead, text });
  const main = element(
    "main",
    { class: "report" },
    element("div", { class: "heading" }, element("h1", {}, report.clip), element("p", { class: "facts" }, facts(report, text))),
    verdictSection(report, text),
    report.faces.length > 1 ? chooser(report, text, show) : null,
    face_part,
    exclusionSection(report, text),
    provenanceSection(report, text),
  );
  const playhead = new Playhead(face_part, report.frames, text);
  const keeper = new FigureKeeper(main, () => playhead.place());
  return { title: `${report.clip} · kizashi`, main, drawn: () => show(0) };
}

function facts(report: ClipReport, text: Text): string {
  const { clip } = report.sidecar;
  const interval = clip.frame_interval.median_s;
  const parts = [
    clip.frames === 1 ? null : text("frames_count", { n: count(clip.frames) }),
    clip.frames === 1 ? null : duration(clip.duration_s),
    `${clip.width_px} × ${clip.height_px} px`,
    interval === null || interval <= 0 ? null : text("frames_per_s", { n: fixed(1 / interval, 1).replace(/\.0$/, "") }),
  ];
  return parts.filter((part) => part !== null).join(" · ");
}

interface FacePlace {
  readonly place: HTMLElement;
  readonly keeper: FigureKeeper;
  readonly playhead: Playhead;
  readonly text: Text;
}

function showFace(report: ClipReport, index: number, { place, keeper, playhead, text }: FacePlace): void {
  const columns = report.faces[index];
  const summary = report.sidecar.faces.find((face) => face.face_id === columns?.face_id);
  if (columns === undefined || summary === undefined) return;
  const face: ShownFace = { columns, summary };
  const series = clipSeries(report, columns);
  const sections = [timelineSection(report, series, playhead, text), sidesSection(face, series, text), summarySection(face, text)];
  const several = report.faces.length > 1;
  place.replaceChildren(
    ...(several ? [element("h2", { class: "face-name" }, text("face_number", { n: columns.face_id }))] : []),
    ...sections.map((section) => section.node),
  );
  playhead.follow(columns.columns);
  keeper.show(sections.flatMap((section) => section.figures));
}

function chooser(report: ClipReport, text: Text, choose: (index: number) => void): HTMLElement {
  const options = report.faces.map((face, index) => {
    const frames = report.sidecar.faces.find((summary) => summary.face_id === face.face_id)?.frames ?? 0;
    const words = text("face_choice", { n: face.face_id, frames: count(frames) });
    const radio = element("input", { type: "radio", name: "face", checked: index === 0 ? "" : null });
    radio.addEventListener("change", () => choose(index));
    return element("label", {}, radio, words);
  });
  return element("fieldset", { class: "chooser" }, element("legend", {}, text("several_faces")), ...options);
}
