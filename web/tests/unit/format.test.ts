// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { count, duration, fixed, percent, signed, unknown_mark } from "../../src/number/format.ts";

test("what is not known is a dash and never a number", () => {
  for (const shown of [fixed(null, 2), fixed(undefined, 2), fixed(NaN, 2), signed(null, 2), percent(null), count(null), duration(null)]) {
    assert.equal(shown, unknown_mark);
  }
});

test("a negative number has a true minus, and nothing rounds to minus zero", () => {
  assert.equal(fixed(-1.25, 1), "−1.3");
  assert.equal(fixed(-0.001, 2), "0.00");
  assert.equal(signed(0.25, 2), "+0.25");
  assert.equal(signed(-0.25, 2), "−0.25");
  assert.equal(signed(0.001, 2), "0.00");
});

test("some is never shown as none, nor most as all", () => {
  assert.equal(percent(0), "0 %");
  assert.equal(percent(1), "100 %");
  assert.equal(percent(0.0004), "<1 %");
  assert.equal(percent(0.9999), ">99 %");
  assert.equal(percent(0.0004, 1), "<0.1 %");
  assert.equal(percent(0.99996, 1), ">99.9 %");
  assert.equal(percent(0.435), "44 %");
});

test("large counts are grouped, and long clips told in minutes", () => {
  assert.equal(count(9999), "9999");
  assert.equal(count(1234567), "1 234 567");
  assert.equal(duration(12.04), "12.0 s");
  assert.equal(duration(59.99), "60.0 s");
  assert.equal(duration(61.4), "1 min 01 s");
  assert.equal(duration(119.7), "2 min 00 s");
});
