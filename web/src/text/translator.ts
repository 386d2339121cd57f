// SPDX-License-Identifier: Apache-2.0
import en from "./en.json";
import ja from "./ja.json";

export type Language = "en" | "ja";
export type Key = keyof typeof en & keyof typeof ja;
export type Values = Readonly<Record<string, string | number>>;
export type Text = ((key: Key, values?: Values) => string) & { readonly language: Language };

// A key that one language lacks does not compile, whichever language it is.
type Lacking = Exclude<keyof typeof en, keyof typeof ja> | Exclude<keyof typeof ja, keyof typeof en>;
const nothing_lacks: [Lacking] extends [never] ? true : { lacking: Lacking } = true;
void nothing_lacks;

export const texts: Readonly<Record<Language, Readonly<Record<Key, string>>>> = { en, ja };

export function otherLanguage(language: Language): Language {
  return language === "ja" ? "en" : "ja";
}

/** `#lang=` in the address wins over the browser's own language. */
export function chosenLanguage(hash: string, browser: string): Language {
  const asked = new URLSearchParams(hash.replace(/^#/, "")).get("lang");
  if (asked === "ja" || asked === "en") return asked;
  return /^ja\b/i.test(browser) ? "ja" : "en";
}

/** A text with its {places} filled; a place without a value stays as it is. */
export function filled(template: string, values: Values): string {
  return template.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

export function translator(language: Language): Text {
  const translate = (key: Key, values: Values = {}): string => filled(texts[language][key], values);
  return Object.assign(translate, { language });
}

/** A key put together from data: null where the program knows a word that this viewer does not. */
export function keyOf(prefix: string, word: string): Key | null {
  const key = `${prefix}_${word.replaceAll("-", "_")}`;
  return key in en ? (key as Key) : null;
}
