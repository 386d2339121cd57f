// SPDX-License-Identifier: Apache-2.0
// Both pages as people meet them: in both languages, on screens and paper, by pointer and keyboard, and without a network.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import type { BrowserContextOptions, Page } from "playwright-core";
import { addressOf, readCsv, tablesOf, writePageLike } from "./fixture.ts";
import { marksNamed, pointsOf, readChart } from "./read_marks.ts";
import { browser, fixture, skip } from "./shared.ts";

const axe_source = skip === false ? readFileSync(createRequire(join(process.cwd(), "package.json")).resolve("axe-core/axe.min.js"), "utf-8") : "";

interface Opened {
  readonly page: Page;
  /** What went wrong in the page, and every address that it asked for. */
  readonly complaints: string[];
  readonly asked: string[];
}

async function open(file: string, language: "en" | "ja" | null, options: BrowserContextOptions = {}): Promise<Opened> {
  const context = await browser().newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  const asked: string[] = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => asked.push(request.url()));
  const address = addressOf(fixture(), file, language ?? "en");
  await page.goto(language === null ? address.replace(/#.*/, "") : address);
  await page.waitForSelector("main");
  return { page, complaints, asked };
}

const report = (): string => `${fixture().demo}.report.html`;
const pages = { report, index: () => "index.html" };
const languages = ["en", "ja"] as const;

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string }[];
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe_source);
  const found = await page.evaluate(async () => ((await (globalThis as unknown as { axe: { run(node: Document): Promise<unknown> } }).axe.run(document)) as { violations: Violation[] }).violations);
  return found.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

for (const [name, file] of Object.entries(pages)) {
  for (const language of languages) {
    test(`${name} in ${language}: draws without a complaint, and asks for nothing but files beside it`, { skip }, async () => {
      const { page, complaints, asked } = await open(file(), language);
      assert.equal(await page.evaluate(() => document.documentElement.lang), language);
      assert.deepEqual(complaints, []);
      const elsewhere = asked.filter((address) => !address.startsWith("data:") && !address.startsWith("file:"));
      assert.deepEqual(elsewhere, []);
      await page.context().close();
    });

    test(`${name} in ${language}: axe finds nothing serious`, { skip }, async () => {
      const { page } = await open(file(), language);
      for (const details of await page.locator("details").all()) await details.locator("summary").click();
      assert.deepEqual(await violations(page), []);
      await page.context().close();
    });

    for (const width of [390, 1280]) {
      test(`${name} in ${language}: nothing makes the page scroll sideways at ${width} px`, { skip }, async () => {
        const { page } = await open(file(), language, { viewport: { width, height: 844 } });
        const [wide, shown] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
        assert.equal(wide, shown);
        await page.context().close();
      });
    }
  }

  test(`${name}: paper shows the charts in its own width, and no controls`, { skip }, async () => {
    const { page } = await open(file(), "en", { viewport: { width: 794, height: 1123 } });
    await page.emulateMedia({ media: "print" });
    await page.waitForTimeout(200);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 794, `${wide} px`);
    for (const control of await page.locator("button, input, select, video").all()) assert.equal(await control.isVisible(), false);
    await page.context().close();
  });
}

test("the browser's language is taken, the button changes it, and the address wins", { skip }, async () => {
  const { page } = await open(report(), null, { locale: "ja-JP" });
  const language = (): Promise<string> => page.evaluate(() => document.documentElement.lang);
  assert.equal(await language(), "ja");
  await page.getByRole("button", { name: "English" }).click();
  await page.waitForFunction(() => document.documentElement.lang === "en");
  assert.match(page.url(), /#lang=en$/);
  await page.reload();
  assert.equal(await language(), "en");
  await page.context().close();
});

test("the arrow keys choose a frame, and its values are read off the tables", { skip }, async () => {
  const { page } = await open(report(), "en");
  await page.getByRole("slider").focus();
  for (let press = 0; press < 30; press += 1) await page.keyboard.press("ArrowRight");
  const row = tablesOf(fixture(), fixture().demo).csv[30]!;
  const told = (await page.locator(".playhead output").textContent()) ?? "";
  assert.ok(told.startsWith(`frame ${row["frame"]} · ${Number(row["timestamp"]).toFixed(2)} s`), told);
  const readings = await page.locator('[data-chart="action-units"] .reading text').evaluateAll((texts) => texts.map((shown) => [shown.getAttribute("data-name") ?? "", shown.textContent ?? ""]));
  assert.equal(readings.length, 18);
  for (const [column = "", shown] of readings) if (column in row) assert.equal(shown, Number(row[column]).toFixed(2), column);
  await page.context().close();
});

test("a pointer over a chart chooses the frame below it", { skip }, async () => {
  const { page } = await open(report(), "en");
  const chart = await readChart(page, "action-units");
  const drawing = page.locator('[data-chart="action-units"] .drawing');
  const [low = 0, high = 0] = chart.x.range;
  await drawing.hover({ position: { x: low + (high - low) / 2, y: 200 } });
  const rows = tablesOf(fixture(), fixture().demo).csv;
  const told = (await page.locator(".playhead output").textContent()) ?? "";
  const frame = Number(/frame (\d+)/.exec(told)?.[1]);
  assert.ok(Math.abs(frame - rows.length / 2) <= 1.5, told);
  await page.context().close();
});

test("the overlay beside the page plays in it", { skip }, async (t) => {
  if (!existsSync(join(fixture().folder, `${fixture().demo}.overlay.webm`))) return t.skip("this program writes no overlay");
  const { page, complaints } = await open(report(), "en");
  await page.waitForFunction(() => (document.querySelector("video")?.readyState ?? 0) >= 1);
  const rows = tablesOf(fixture(), fixture().demo).csv;
  await page.getByRole("slider").focus();
  await page.keyboard.press("End");
  await page.waitForFunction(() => (document.querySelector("video")?.currentTime ?? 0) > 1);
  const shown = await page.evaluate(() => document.querySelector("video")?.currentTime ?? NaN);
  assert.ok(Math.abs(shown - Number(rows.at(-1)!["timestamp"])) < 0.05, `${shown} s`);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test("the numbers behind a chart are the table's", { skip }, async () => {
  const { page } = await open(report(), "en");
  const figure = page.locator('[data-chart="action-units"]');
  await figure.locator("summary").click();
  await figure.locator("tbody tr").first().waitFor();
  const header = await figure.locator("thead th").allTextContents();
  const cells = await figure.locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent ?? "")));
  const { csv } = tablesOf(fixture(), fixture().demo);
  assert.equal(cells.length, csv.length);
  const at = header.indexOf("AU12_r");
  assert.ok(at > 0);
  cells.forEach((row, index) => assert.equal(row[at], Number(csv[index]!["AU12_r"]).toFixed(2)));
  await page.context().close();
});

test("the index names each clip with its verdict, the failed ones with their message", { skip }, async () => {
  const { page } = await open("index.html", "en");
  const rows = await page.locator("tbody tr").evaluateAll((found) => found.map((row): Record<string, string | undefined> => ({ ...(row as HTMLElement).dataset, text: (row as HTMLElement).innerText })));
  assert.equal(rows.length, 5);
  assert.deepEqual([rows[0]?.["clip"], rows[0]?.["state"]], ["broken", "failed"]);
  assert.match(rows[0]?.["text"] ?? "", /empty-file/);
  assert.deepEqual([rows[1]?.["clip"], rows[1]?.["state"]], ["nobody", "no-face"]);
  const counts = await page.locator(".counts li").evaluateAll((items) => items.map((item) => [(item as HTMLElement).dataset["state"], (item as HTMLElement).dataset["count"]]));
  for (const [state, counted] of counts) assert.equal(Number(counted), rows.filter((row) => row["state"] === state).length, state);
  await page.context().close();
});

test("the bars of the index are the means of the summary table", { skip }, async () => {
  const { page } = await open("index.html", "en");
  const bars = await page.locator(".strip-bar").evaluateAll((found) =>
    found.map((bar) => ({ clip: bar.closest("tr")?.dataset["clip"], unit: (bar as SVGElement).dataset["unit"], height: Number(bar.getAttribute("height")) })),
  );
  const sidecars = [fixture().demo, fixture().gap, "still"].map((stem) => [stem, tablesOf(fixture(), stem).sidecar.faces[0].action_units] as const);
  const highest = Math.max(1, ...sidecars.flatMap(([, units]) => Object.values(units).map((unit) => (unit as { mean_intensity: number }).mean_intensity)));
  assert.equal(bars.length, 18 * sidecars.length);
  for (const { clip, unit = "", height } of bars) {
    const mean = sidecars.find(([stem]) => stem === clip)![1][unit].mean_intensity;
    assert.ok(Math.abs(height - (mean / highest) * 25) < 1e-6, `${clip} ${unit}: ${height}`);
  }
  assert.ok(readCsv(join(fixture().folder, "summary.csv")).length > 0);
  await page.context().close();
});

test("every link of both pages leads to a file that is there", { skip }, async () => {
  for (const file of [report(), "index.html"]) {
    const { page } = await open(file, "en");
    const links = await page.locator("main a").evaluateAll((found) => found.map((link) => (link as HTMLAnchorElement).href));
    assert.ok(links.length >= 3);
    for (const link of links) assert.ok(existsSync(new URL(link)), link);
    await page.context().close();
  }
});

type Any = any;

test("five thousand clips are listed, found by name and by verdict", { skip }, async () => {
  writePageLike(fixture(), "index.html", "many.html", (data: Any) => ({ ...data, clips: Array.from({ length: 5000 }, (_clip, index) => ({ ...data.clips[index % 4], clip: `person ${index}` })) }));
  const { page, complaints } = await open("many.html", "en");
  await page.getByLabel("Name contains").fill("PERSON 4999");
  assert.equal(await page.locator("tbody tr").count(), 1);
  await page.getByLabel("Name contains").fill("");
  await page.getByLabel("Verdict").selectOption("no-face");
  assert.match((await page.getByRole("status").textContent()) ?? "", /1250 of 5000/);
  const states = await page.locator("tbody tr").evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset["state"]));
  assert.ok(states.length >= 200 && states.every((state) => state === "no-face"));
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  assert.equal(await page.locator("tbody tr").count(), 1250);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test("no name or message of a clip can become part of the page", { skip }, async () => {
  const hostile = `<img src=x onerror="document.title='taken'"></script><script>document.title='taken'</script>${"w".repeat(300)}`;
  writePageLike(fixture(), report(), "hostile.html", (data: Any) => ({ ...data, clip: hostile }));
  writePageLike(fixture(), "index.html", "hostile-index.html", (data: Any) => ({ ...data, clips: data.clips.map((clip: Any) => ({ ...clip, clip: hostile, message: hostile })) }));
  for (const file of ["hostile.html", "hostile-index.html"]) {
    const { page, complaints } = await open(file, "en", { viewport: { width: 390, height: 844 } });
    assert.equal(await page.locator("main img[src=x]").count(), 0);
    assert.ok(!(await page.title()).startsWith("taken"));
    assert.ok((await page.locator("main").innerText()).includes("<img src=x"));
    assert.deepEqual(complaints, []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    await page.context().close();
  }
});

test("a clip of many frames is drawn in bins that keep every peak, and says so", { skip }, async () => {
  const copies = 7;
  writePageLike(fixture(), report(), "long.html", (data: Any) => repeated(data, copies));
  const { page, complaints } = await open("long.html", "en");
  const chart = await readChart(page, "action-units");
  const drawn = pointsOf(chart, marksNamed(chart, "line-AU45_r")[0]!).flat().map(({ value }) => value);
  const column = tablesOf(fixture(), fixture().demo).csv.map((row) => Number(row["AU45_r"]));
  assert.ok(drawn.length <= 1500 && drawn.length >= 750, `${drawn.length} points`);
  assert.ok(Math.abs(Math.max(...drawn) - Math.max(...column)) < 0.001);
  assert.match((await page.locator('[data-chart="action-units"] figcaption').textContent()) ?? "", /each point stands for 2 frames/);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

/** The same clip so many times in a row. */
function repeated(data: Any, copies: number): Any {
  const again = (column: Any[]): Any[] => Array.from({ length: copies }, () => column).flat();
  const length = data.frames.frame.length;
  const columns = (face: Any): Any => Object.fromEntries(Object.entries(face.columns).map(([name, column]) => [name, again(column as Any[])]));
  return {
    ...data,
    frames: {
      frame: Array.from({ length: length * copies }, (_frame, index) => index + 1),
      timestamp_s: Array.from({ length: length * copies }, (_time, index) => index * 0.04),
      speech_probability: again(data.frames.speech_probability),
      picture_change: again(data.frames.picture_change),
    },
    faces: data.faces.map((face: Any) => ({ ...face, columns: columns(face) })),
  };
}

test("of several faces one is shown, and another can be chosen", { skip }, async () => {
  writePageLike(fixture(), report(), "two.html", (data: Any) => {
    const silent = Object.fromEntries(Object.entries(data.faces[0].columns).map(([name, column]) => [name, (column as Any[]).map((value) => (/^AU\d\d_r$/.test(name) ? 0 : value))]));
    const summary = { ...data.sidecar.faces[0], face_id: 1, frames: 7 };
    return { ...data, faces: [...data.faces, { face_id: 1, columns: silent }], sidecar: { ...data.sidecar, faces: [...data.sidecar.faces, summary] } };
  });
  const { page, complaints } = await open("two.html", "en");
  const largest = async (): Promise<number> => {
    const chart = await readChart(page, "action-units");
    return Math.max(...pointsOf(chart, marksNamed(chart, "line-AU45_r")[0]!).flat().map(({ value }) => value));
  };
  assert.ok((await largest()) > 1);
  await page.getByLabel("Face 1 (7 frames)").check();
  assert.ok((await largest()) < 0.001);
  assert.equal(await page.locator("h2.face-name").textContent(), "Face 1");
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test("a clip without a face says so and draws nothing", { skip }, async () => {
  const { page, complaints } = await open("nobody.report.html", "en");
  assert.match(await page.locator("main").innerText(), /No face was found/);
  assert.equal(await page.locator("figure").count(), 0);
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test("a single picture has a summary, and no course over time", { skip }, async () => {
  const { page, complaints } = await open("still.report.html", "en");
  assert.deepEqual(await page.locator("figure").evaluateAll((figures) => figures.map((found) => (found as HTMLElement).dataset["chart"])), ["thumbnails", "asymmetry", "means"]);
  assert.equal(await page.locator("table.units tbody tr").count(), 18);
  assert.equal(await page.getByRole("slider").count(), 0);
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test("a page without data says so", { skip }, async () => {
  writePageLike(fixture(), report(), "empty.html", () => "nothing");
  const { page } = await open("empty.html", "en");
  assert.match(await page.locator("main").innerText(), /holds no data/);
  await page.context().close();
});
