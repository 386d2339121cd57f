// SPDX-License-Identifier: Apache-2.0
// Pictures of both pages as people meet them: desktop, phone and paper, in both languages.
//   npm run screenshots -- REPORT.html INDEX.html OUTDIR
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launchChromium } from "../tests/browser/launch.js";

// npm runs scripts in web/; paths count from where it was called.
const [report, index, folder] = process.argv.slice(2).map((path) => resolve(process.env.INIT_CWD ?? ".", path));
if (report === undefined || index === undefined || folder === undefined) {
  console.error("usage: npm run screenshots -- REPORT.html INDEX.html OUTDIR");
  process.exit(2);
}

// The guide's pictures show the top of a page; the others all of it.
const sizes = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 }, guide: { width: 1040, height: 1480 } };

/**
 * @typedef {{ name: string, file: string, language: string, size: keyof typeof sizes, folder: string }} Wanted
 * @param {import("playwright-core").Browser} browser
 * @param {Wanted} wanted
 */
async function picture(browser, { name, file, language, size, folder }) {
  const context = await browser.newContext({ viewport: sizes[size], deviceScaleFactor: size === "phone" ? 2 : 1 });
  const page = await context.newPage();
  await page.goto(`${pathToFileURL(file)}#lang=${language}`);
  await page.waitForSelector("main");
  await page.waitForFunction(() => [...document.querySelectorAll("video")].every((video) => video.readyState >= 2));
  if (size === "guide") await chooseMiddle(page);
  if (size === "desktop") await page.pdf({ path: join(folder, `${name}-print-${language}.pdf`), preferCSSPageSize: true });
  // A video's own controls show for a moment that it is loading.
  await page.waitForTimeout(1000);
  const whole = size !== "guide" || (await page.evaluate(() => document.body.scrollHeight <= innerHeight));
  if (whole) await page.setViewportSize({ ...sizes[size], height: 400 });
  await page.screenshot({ path: join(folder, `${name}-${size}-${language}.png`), fullPage: whole });
  if (size === "desktop") {
    await page.setViewportSize({ width: 794, height: 1123 });
    await page.emulateMedia({ media: "print" });
    await page.screenshot({ path: join(folder, `${name}-print-${language}.png`), fullPage: true });
  }
  await context.close();
}

/**
 * Shows the page at work: a moment is chosen.
 * @param {import("playwright-core").Page} page
 */
async function chooseMiddle(page) {
  const slider = page.getByRole("slider");
  if ((await slider.count()) === 0) return;
  const last = Number(await slider.getAttribute("max"));
  await slider.fill(String(Math.round(last * 0.54)));
  await page.waitForFunction(() => [...document.querySelectorAll("video")].every((video) => !video.seeking));
  await slider.blur();
  await page.evaluate(() => window.scrollTo(0, 0));
}

const browser = await launchChromium();
if (browser === null) {
  console.error("chromium is missing: install the packages of scripts/packages_check.txt");
  process.exit(3);
}
mkdirSync(folder, { recursive: true });
for (const [name, file] of Object.entries({ report, index })) {
  for (const language of ["en", "ja"]) {
    for (const size of /** @type {const} */ (["desktop", "phone", "guide"])) await picture(browser, { name, file, language, size, folder });
  }
}
await browser.close();
console.log(`pictures in ${folder}`);
