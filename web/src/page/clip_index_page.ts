// SPDX-License-Identifier: Apache-2.0
import { action_units } from "../data/action_units.ts";
import type { ClipIndex, IndexedClip } from "../data/clip_index.ts";
import { element, fileAddress } from "../dom/element.ts";
import { count } from "../number/format.ts";
import type { Text } from "../text/translator.ts";
import { clipRow } from "./clip_row.ts";
import { clipsWanted, countByState, states, type State } from "./clip_filter.ts";
import type { Page } from "./page.ts";
import { unitName } from "./unit_names.ts";
import { verdictBadge } from "./verdict_section.ts";

/** So many rows at once: more are added as they scroll into view, or all of them to print. */
const rows_at_once = 200;

export function clipIndexPage(index: ClipIndex, text: Text): Page {
  const list = new ClipList(index.clips, text);
  const main = element(
    "main",
    { class: "index" },
    element("div", { class: "heading" }, element("h1", {}, text("index_title")), element("p", { class: "facts" }, text("index_counts", { n: count(index.clips.length) }))),
    countList(index, text),
    element("p", {}, text("index_note"), " ", index.summary === null ? null : element("a", { href: fileAddress(index.summary) }, index.summary)),
    filterForm(list, text),
    list.node,
    stripKey(text),
  );
  return { title: `${text("index_title")} · kizashi`, main, drawn: () => list.show() };
}

function countList({ clips }: ClipIndex, text: Text): HTMLElement {
  const counts = countByState(clips);
  const items = states.map((state) =>
    element("li", { "data-state": state, "data-count": String(counts[state]) }, verdictBadge(state, text), " ", element("b", {}, count(counts[state]))),
  );
  return element("ul", { class: "counts" }, ...items);
}

function filterForm(list: ClipList, text: Text): HTMLElement {
  const name = element("input", { type: "search", autocomplete: "off", spellcheck: "false" });
  const choices: (State | null)[] = [null, ...states];
  const options = choices.map((state) => element("option", { value: state ?? "" }, state === null ? text("every_verdict") : verdictBadge(state, text).lastChild?.textContent ?? ""));
  const state = element("select", {}, ...options);
  const filter = (): void => list.want({ name: name.value, state: choices[state.selectedIndex] ?? null });
  name.addEventListener("input", filter);
  state.addEventListener("change", filter);
  const form = element("form", { class: "filter", role: "search" }, element("label", {}, text("filter_name"), name), element("label", {}, text("filter_verdict"), state), list.status);
  form.addEventListener("submit", (event) => event.preventDefault());
  return form;
}

function stripKey(text: Text): HTMLElement {
  const names = action_units.map((unit) => element("li", {}, element("b", {}, unit), ` ${unitName(unit, text)}`));
  return element("details", { class: "strip-key" }, element("summary", {}, text("strip_key")), element("ol", {}, ...names));
}

class ClipList {
  readonly node: HTMLElement;
  readonly status = element("p", { class: "status", role: "status" });
  private readonly body_ = element("tbody");
  private readonly more_: HTMLButtonElement;
  private wanted_: readonly IndexedClip[];
  private shown_ = 0;
  private readonly highest_: number;

  constructor(
    private readonly clips_: readonly IndexedClip[],
    private readonly text_: Text,
  ) {
    this.wanted_ = clips_;
    this.highest_ = Math.max(1, ...clips_.flatMap((clip) => Object.values(clip.action_units ?? {}).map((unit) => unit.mean_intensity ?? 0)));
    this.more_ = element("button", { type: "button", class: "more" }, text_("more_rows"));
    this.more_.addEventListener("click", () => this.add(rows_at_once));
    const header = [text_("verdict"), text_("clip"), text_("frames_with_face"), text_("duration"), text_("units_column"), text_("links")];
    const columns = ["verdict", "clip", "frames", "duration", "units", "links"];
    const head = element("tr", {}, ...header.map((name, index) => element("th", { scope: "col", class: `column-${columns[index]}` }, name)));
    const caption = element("caption", {}, text_("index_caption", { highest: this.highest_.toFixed(1) }));
    this.node = element("div", { class: "clips" }, element("table", {}, caption, element("thead", {}, head), this.body_), this.more_);
    new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && this.add(rows_at_once)).observe(this.more_);
    window.addEventListener("beforeprint", () => this.add(this.wanted_.length));
  }

  want(wanted: { name: string; state: State | null }): void {
    this.wanted_ = clipsWanted(this.clips_, wanted);
    this.show();
  }

  show(): void {
    this.body_.replaceChildren();
    this.shown_ = 0;
    this.add(rows_at_once);
  }

  private add(rows: number): void {
    const next = this.wanted_.slice(this.shown_, this.shown_ + rows);
    this.body_.append(...next.map((clip) => clipRow(clip, this.highest_, this.text_)));
    this.shown_ += next.length;
    this.more_.hidden = this.shown_ >= this.wanted_.length;
    this.status.textContent = this.text_("filter_result", { n: count(this.wanted_.length), of: count(this.clips_.length) });
  }
}
