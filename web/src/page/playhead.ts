// SPDX-License-Identifier: Apache-2.0
// One moment of the clip, shown in every chart over time and in the video: moved by pointer, by keyboard or by the video itself.
import { plotWidth, timeGeometry } from "../chart/geometry.ts";
import { action_units } from "../data/action_units.ts";
import type { ClipReport, Column } from "../data/clip_report.ts";
import { element } from "../dom/element.ts";
import { degrees } from "../number/angles.ts";
import { fixed, unknown_mark } from "../number/format.ts";
import { frameEnd } from "../series/bouts.ts";
import type { Text } from "../text/translator.ts";
import { unitName } from "./unit_names.ts";

/** A slider's handle stands over its value, and so beyond the track at both ends. */
const half_thumb_px = 8;

export class Playhead {
  /** A native slider: keyboards and screen readers know it. */
  readonly slider: HTMLInputElement;
  readonly controls: HTMLElement;
  private readonly output_ = element("output", {});
  private columns_: Readonly<Record<string, Column>> = {};
  private video_: HTMLVideoElement | null = null;
  private index_: number | null = null;

  constructor(
    private readonly face_part_: HTMLElement,
    private readonly frames_: ClipReport["frames"],
    private readonly text_: Text,
  ) {
    const last = String(Math.max(0, frames_.frame.length - 1));
    this.slider = element("input", { type: "range", min: "0", max: last, step: "1", value: "0", "aria-label": text_("moment") });
    this.slider.addEventListener("input", () => this.moveTo(Number(this.slider.value), "hand"));
    this.controls = element("div", { class: "playhead" }, this.slider, this.output_);
  }

  follow(columns: Readonly<Record<string, Column>>): void {
    this.columns_ = { ...columns, speech_probability: this.frames_.speech_probability };
  }

  watch(video: HTMLVideoElement): void {
    this.video_ = video;
    const follow = (): void => {
      if (this.video_ === video) this.moveTo(this.indexAt(video.currentTime), "video");
      if (!video.paused && !video.ended) requestAnimationFrame(follow);
    };
    video.addEventListener("play", follow);
    video.addEventListener("seeked", follow);
  }

  /** Lets a pointer over these charts choose the moment. */
  listen(charts: HTMLElement): void {
    const choose = (event: PointerEvent): void => {
      const drawing = (event.target as Element).closest(".over-time .drawing");
      if (drawing === null) return;
      const box = drawing.getBoundingClientRect();
      const geometry = timeGeometry(box.width);
      const share = (event.clientX - box.left - geometry.marginLeft) / plotWidth(geometry);
      if (share < 0 || share > 1) return;
      this.moveTo(this.indexAt(this.start() + share * (this.end() - this.start())), event.type === "click" ? "hand" : "pointer");
    };
    charts.addEventListener("pointermove", choose);
    charts.addEventListener("click", (event) => choose(event as PointerEvent));
  }

  /** Draws the moment anew, after the charts were. */
  place(): void {
    const geometry = timeGeometry(this.controls.clientWidth);
    this.slider.style.marginLeft = `${geometry.marginLeft - half_thumb_px}px`;
    this.slider.style.width = `${plotWidth(geometry) + 2 * half_thumb_px}px`;
    if (this.index_ !== null) this.moveTo(this.index_, "pointer");
    else this.describe(0, false);
  }

  private moveTo(index: number, by: "hand" | "pointer" | "video"): void {
    this.index_ = index;
    this.slider.value = String(index);
    this.describe(index, true);
    if (by === "hand" && this.video_ !== null) this.video_.currentTime = this.timeOf(index);
    const share = (this.timeOf(index) - this.start()) / (this.end() - this.start());
    for (const chart of this.face_part_.querySelectorAll<HTMLElement>(".over-time")) this.placeIn(chart, share);
    for (const reading of this.face_part_.querySelectorAll(".reading text")) this.read(reading, index);
  }

  private placeIn(chart: HTMLElement, share: number): void {
    const drawing = chart.querySelector<HTMLElement>(".drawing");
    if (drawing === null) return;
    let line = drawing.querySelector<HTMLElement>(".moment");
    if (line === null) {
      line = element("span", { class: "moment" });
      drawing.append(line);
    }
    const geometry = timeGeometry(drawing.clientWidth);
    line.style.left = `${geometry.marginLeft + share * plotWidth(geometry)}px`;
  }

  private describe(index: number, chosen: boolean): void {
    const words = this.text_("moment_is", { frame: this.frames_.frame[index] ?? 0, time: fixed(this.timeOf(index), 2) });
    this.output_.textContent = chosen ? `${words} · ${this.presentAt(index)}` : this.text_("moment_help");
    this.slider.setAttribute("aria-valuetext", words);
  }

  private presentAt(index: number): string {
    if (this.columns_["success"]?.[index] !== 1) return this.text_("moment_no_face");
    const present = action_units.filter((unit) => this.columns_[`${unit}_c`]?.[index] === 1);
    return present.length === 0 ? this.text_("moment_none") : present.map((unit) => `${unit} ${unitName(unit, this.text_)}`).join(this.text_("list_comma"));
  }

  private read(reading: Element, index: number): void {
    const name = reading.getAttribute("data-name") ?? "";
    const column = this.columns_[name];
    if (column !== undefined) reading.textContent = readingOf(name, column[index] ?? null);
  }

  private indexAt(time_s: number): number {
    const times = this.frames_.timestamp_s;
    let low = 0;
    let high = times.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((times[middle] ?? 0) <= time_s + 1e-4) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private timeOf(index: number): number {
    return this.frames_.timestamp_s[index] ?? 0;
  }

  private start(): number {
    return this.timeOf(0);
  }

  private end(): number {
    return frameEnd(this.frames_.timestamp_s, this.frames_.timestamp_s.length - 1);
  }
}

function readingOf(name: string, value: number | null): string {
  if (value === null) return unknown_mark;
  if (name.endsWith("_c")) return String(value);
  return name.startsWith("pose_R") || name.startsWith("gaze_") ? `${fixed(degrees(value), 1)}°` : fixed(value, 2);
}
