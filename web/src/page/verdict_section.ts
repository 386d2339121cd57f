// SPDX-License-Identifier: Apache-2.0
import type { ClipReport, Verdict } from "../data/clip_report.ts";
import { element } from "../dom/element.ts";
import { count, duration, percent } from "../number/format.ts";
import { keyOf, type Text } from "../text/translator.ts";
import { reasonExplained, reasonName } from "./reasons.ts";

const verdict_keys = { good: "verdict_good", weak: "verdict_weak", "no-face": "verdict_no_face" } as const;
const verdict_sentences = { good: "verdict_good_sentence", weak: "verdict_weak_sentence", "no-face": "verdict_no_face_sentence" } as const;

/** A sign, a shape and a word: never a colour alone. */
export function verdictBadge(verdict: Verdict | "failed", text: Text): HTMLElement {
  const sign = { good: "✓", weak: "!", "no-face": "–", failed: "×" }[verdict];
  const word = verdict === "failed" ? text("failed") : text(verdict_keys[verdict]);
  return element("span", { class: `badge ${verdict}` }, element("span", { class: "sign", "aria-hidden": "true" }, sign), word);
}

export function verdictSection(report: ClipReport, text: Text): HTMLElement {
  const { verdict, reasons } = report.sidecar.quality;
  return element(
    "section",
    { class: `verdict ${verdict}`, "aria-labelledby": "verdict" },
    element("h2", { id: "verdict" }, verdictBadge(verdict, text)),
    element("p", { class: "sentence" }, text(verdict_sentences[verdict])),
    reasons.length === 0 ? null : reasonList(report, text),
    element("h3", {}, text("left_out")),
    element("ul", { class: "left-out" }, ...leftOut(report, text).map((line) => element("li", {}, line))),
    element("p", { class: "no-diagnosis" }, text("no_diagnosis")),
  );
}

function reasonList(report: ClipReport, text: Text): HTMLElement {
  const items = report.sidecar.quality.reasons.flatMap((reason) => [
    element("dt", {}, reasonName(reason, text), " ", element("code", {}, reason)),
    element("dd", {}, reasonExplained(reason, report.sidecar, text)),
  ]);
  return element("dl", { class: "reasons" }, ...items);
}

/** What enters no mean, and what is not known; also where it is nothing, as nothing is news too. */
function leftOut(report: ClipReport, text: Text): string[] {
  const { clip, quality } = report.sidecar;
  const without_face = clip.frames - quality.frames_with_face;
  const lines = [
    without_face === 0
      ? text("left_out_no_frame", { frames: count(clip.frames) })
      : text("left_out_frames", { n: count(without_face), frames: count(clip.frames), share: percent(without_face / Math.max(1, clip.frames), 1) }),
    ...(quality.gaps.count > 0 ? [text("left_out_gaps", { n: quality.gaps.count, longest: duration(quality.gaps.longest_s) })] : []),
    speechLine(report, text),
  ];
  if (report.pictures === "masked") lines.push(text("pictures_masked"));
  const map = report.sidecar.provenance.options["action_unit_map"];
  if ((map as { research_only?: boolean } | undefined)?.research_only === true) lines.push(text("research_only"));
  return lines;
}

function speechLine(report: ClipReport, text: Text): string {
  const { speech, faces } = report.sidecar;
  if (!speech.measured) return text("speech_not_known", { reason: speechReason(speech.reason ?? "", text) });
  const unknown_frames = faces.reduce((sum, face) => sum + face.frames_of_unknown_speech, 0);
  const heard = text("speech_heard", { share: percent(speech.speaking_share), covered: duration(speech.covered_s) });
  return unknown_frames === 0 ? heard : `${heard} ${text("speech_unknown_frames", { n: count(unknown_frames) })}`;
}

function speechReason(reason: string, text: Text): string {
  const key = keyOf("speech_reason", reason.replace(/[^a-z]+/g, "_"));
  return key === null ? reason : text(key);
}
