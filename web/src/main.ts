// SPDX-License-Identifier: Apache-2.0
import "./style.css";
import { readData } from "./data/read_data.ts";
import { element } from "./dom/element.ts";
import { clipReportPage } from "./page/clip_report_page.ts";
import { clipIndexPage } from "./page/clip_index_page.ts";
import { chosenLanguage, otherLanguage, translator, type Language } from "./text/translator.ts";

const data = readData(document.getElementById("data")?.textContent ?? "");

function draw(language: Language): void {
  const text = translator(language);
  document.documentElement.lang = language;
  const toggle = element("button", { type: "button", class: "language", lang: otherLanguage(language) }, text("other_language"));
  toggle.addEventListener("click", () => {
    location.hash = `lang=${otherLanguage(language)}`;
  });
  document.querySelectorAll("body > header, body > main, body > footer").forEach((part) => part.remove());
  if (data === null) {
    document.body.append(element("main", {}, element("h1", {}, "kizashi"), element("p", {}, text("no_data"))));
    return;
  }
  const page = data.kind === "kizashi clips" ? clipIndexPage(data, text) : clipReportPage(data, text);
  document.title = page.title;
  document.body.append(
    element("header", { class: "top" }, element("span", { class: "program" }, "kizashi"), toggle),
    page.main,
    element("footer", {}, licences(text("licences"))),
  );
  page.drawn();
}

function licences(heading: string): HTMLElement {
  const texts = document.querySelector<HTMLTemplateElement>("#licences")?.content.textContent ?? "";
  const shown = element("pre", { tabindex: "0", lang: "en" }, texts);
  return element("details", {}, element("summary", {}, heading), shown);
}

window.addEventListener("hashchange", () => draw(chosenLanguage(location.hash, navigator.language)));
draw(chosenLanguage(location.hash, navigator.language));
