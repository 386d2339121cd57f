// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { chosenLanguage, filled, keyOf, texts, translator, type Key } from "../../src/text/translator.ts";

const keys = Object.keys(texts.en) as Key[];
const places = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

test("both languages have the same keys, each with a text", () => {
  assert.deepEqual(Object.keys(texts.ja).sort(), [...keys].sort());
  for (const key of keys) assert.ok(texts.en[key].length > 0 && texts.ja[key].length > 0, key);
});

test("both languages fill the same places", () => {
  for (const key of keys) assert.deepEqual(places(texts.ja[key]), places(texts.en[key]), key);
});

test("every failure that a clip can have is named", () => {
  const guide = readFileSync("../docs/guide/measure.md", "utf-8");
  const errors = [...guide.slice(guide.indexOf("## When an input fails")).matchAll(/^\| `([a-z-]+)`/gm)].map(([, error]) => error ?? "");
  // These end a run before its page is written.
  const of_no_clip = new Set(["missing-model", "wrong-checksum", "unusable-model", "missing-part", "invalid-document", "invalid-option", "interrupted"]);
  assert.equal(errors[0], "error", "the table's head");
  assert.ok(errors.length >= 19, `only ${errors.length} errors found`);
  for (const error of errors.slice(1).filter((word) => !of_no_clip.has(word))) {
    assert.ok(keyOf("failure", error) !== null, `${error} has no name`);
  }
});

test("every reason of the guide is named and explained", () => {
  const guide = readFileSync("../docs/guide/measure.md", "utf-8");
  const table = guide.slice(guide.indexOf("| reason | meaning |"), guide.indexOf("No clock, path"));
  const reasons = [...table.matchAll(/`([a-z-]+)`(?=[^|]*\|[^|]*\|$|, `| \|)/gm)].map(([, reason]) => reason ?? "");
  assert.ok(reasons.length >= 17, `only ${reasons.length} reasons found`);
  for (const reason of reasons) {
    assert.ok(keyOf("reason", reason) !== null, `${reason} has no name`);
    assert.ok(keyOf("because", reason) !== null, `${reason} is not explained`);
  }
});

test("no text names a feeling, an illness or a diagnosis of anybody", () => {
  const banned = /depress(?!or\b)|happy|happi|sadness|\bsad\b|anger|angry|fear|disgust|joy|smil|pain\b|うつ|鬱|抑うつ|喜び|悲し|怒り|恐れ|嫌悪|笑顔/i;
  for (const language of ["en", "ja"] as const) {
    for (const key of keys) assert.ok(!banned.test(texts[language][key]), `${language} ${key}: ${texts[language][key]}`);
  }
});

test("the address chooses the language before the browser does", () => {
  assert.equal(chosenLanguage("#lang=en", "ja-JP"), "en");
  assert.equal(chosenLanguage("#lang=ja", "en-US"), "ja");
  assert.equal(chosenLanguage("", "ja"), "ja");
  assert.equal(chosenLanguage("", "de-DE"), "en");
  assert.equal(chosenLanguage("#lang=xx", "ja-JP"), "ja");
  assert.equal(chosenLanguage("", "jam"), "en");
});

test("a text's places are filled by name, and a word that is not known keeps its key away", () => {
  assert.equal(filled("{n} of {of}", { n: 3, of: "9" }), "3 of 9");
  assert.equal(filled("{n} {other}", { n: 3 }), "3 {other}");
  assert.equal(translator("en")("frames_count", { n: 3 }), "3 frames");
  assert.equal(keyOf("reason", "not-known"), null);
});
