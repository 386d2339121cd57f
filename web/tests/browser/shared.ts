// SPDX-License-Identifier: Apache-2.0
// One browser and one measured folder for all tests in a browser: both take longer to make than a test to run.
import { after, before } from "node:test";
import type { Browser } from "playwright-core";
import { makeFixture, type Fixture } from "./fixture.ts";
import { launchChromium } from "./launch.js";

const launched: Browser | null = await launchChromium();

/** Why the tests in a browser are left out, or false. */
export const skip: string | false = launched === null ? "chromium is not installed (scripts/packages_check.txt)" : false;

let made: Fixture | null = null;

before(() => {
  if (launched !== null) made = makeFixture();
});

after(async () => {
  await launched?.close();
  made?.remove();
});

export function browser(): Browser {
  if (launched === null) throw new Error("there is no browser");
  return launched;
}

export function fixture(): Fixture {
  if (made === null) throw new Error("nothing was measured");
  return made;
}
