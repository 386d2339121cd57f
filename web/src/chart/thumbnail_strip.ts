// SPDX-License-Identifier: Apache-2.0
import type { Thumbnail } from "../data/clip_report.ts";
import { element } from "../dom/element.ts";
import type { ClipSeries } from "../series/clip_series.ts";
import { plotWidth, type Geometry } from "./geometry.ts";

const gap_px = 3;
const least_width_px = 52;
const most_height_px = 96;

/** Pictures with their middle over their moment, but none beyond the ends; as many as have room. */
export function thumbnailStrip(thumbnails: readonly Thumbnail[], series: ClipSeries, geometry: Geometry): Element {
  const room = plotWidth(geometry);
  const shown = thinned(thumbnails, Math.max(1, Math.floor(room / least_width_px)));
  const first = shown[0];
  const strip = element("div", { class: "thumbnails" });
  if (first === undefined) return strip;
  const shape = first.height_px / first.width_px;
  const width = Math.min(room / shown.length - gap_px, most_height_px / shape);
  const start = series.time_s[0] ?? 0;
  strip.style.aspectRatio = `${geometry.width} / ${width * shape}`;
  for (const thumbnail of shown) {
    const middle = ((thumbnail.timestamp_s - start) / (series.end_s - start)) * room;
    const left = geometry.marginLeft + Math.min(room - width, Math.max(0, middle - width / 2));
    strip.append(pictureOf(thumbnail, width / geometry.width, left / geometry.width));
  }
  return strip;
}

/** Shares of the strip's width and not pixels: a strip that waits to be drawn anew must not reach beyond its page. */
function pictureOf(thumbnail: Thumbnail, width: number, left: number): HTMLElement {
  const picture = element("img", {
    alt: "",
    src: `data:image/jpeg;base64,${thumbnail.jpeg_base64}`,
    "data-mark": "thumbnail",
    "data-frame": String(thumbnail.frame),
    "data-time": String(thumbnail.timestamp_s),
  });
  picture.style.width = `${width * 100}%`;
  picture.style.left = `${left * 100}%`;
  return picture;
}

/** The middle one of every two, three, ... so that at most so many are left, evenly spaced. */
function thinned(thumbnails: readonly Thumbnail[], most: number): readonly Thumbnail[] {
  const step = Math.ceil(thumbnails.length / most);
  return thumbnails.filter((_thumbnail, index) => index % step === Math.floor(step / 2));
}
