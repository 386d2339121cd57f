// SPDX-License-Identifier: Apache-2.0
// Pages that the built program writes about a simulated face, and the tables beside them, read independently of the viewer.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

// npm runs scripts in web/; a path given by hand counts from where it was called.
const given = process.env["KIZASHI_PROGRAM"];
const program = given === undefined ? resolve("../build/release/kizashi") : resolve(process.env["INIT_CWD"] ?? ".", given);

export interface Fixture {
  readonly folder: string;
  /** With sound, with a face in every frame. */
  readonly demo: string;
  /** The face leaves for a second and comes back. */
  readonly gap: string;
  readonly remove: () => void;
}

export function makeFixture(): Fixture {
  if (!existsSync(program)) throw new Error(`${program} is not there: build kizashi first, or set KIZASHI_PROGRAM`);
  const folder = mkdtempSync(join(tmpdir(), "kizashi-web-"));
  const clips = join(folder, "clips");
  const out = join(folder, "out");
  execFileSync("mkdir", [clips]);
  const silent = join(folder, "silent.mp4");
  execFileSync(program, ["simulate", "clip", "--preset", "demo", "--out", silent], { stdio: "ignore" });
  withSound(folder, silent, join(clips, "demo clip #1.mp4"));
  withGap(silent, join(clips, "gap.mp4"));
  ffmpeg("-f", "lavfi", "-i", "color=gray:size=320x240:rate=25", "-t", "1.2", join(clips, "nobody.mp4"));
  ffmpeg("-ss", "5", "-i", silent, "-frames:v", "1", join(clips, "still.png"));
  writeFileSync(join(clips, "broken.mp4"), "");
  const measured = spawnSync(program, ["measure", clips, "--report", ...overlay(), "--out", out], { stdio: ["ignore", "ignore", "pipe"] });
  // One input fails on purpose.
  if (measured.status !== 1) throw new Error(`measure ended with ${measured.status}: ${String(measured.stderr)}`);
  return { folder: out, demo: "demo clip #1", gap: "gap", remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function overlay(): string[] {
  const help = execFileSync(program, ["measure", "--help"], { encoding: "utf-8" });
  return help.includes("--overlay") ? ["--overlay"] : [];
}

function ffmpeg(...options: readonly string[]): void {
  execFileSync("ffmpeg", ["-v", "error", "-y", ...options]);
}

/** A voice from 3 to 6 s where espeak-ng is installed; else the clip stays silent. */
function withSound(folder: string, silent: string, out: string): void {
  const voice = join(folder, "voice.wav");
  const spoken = spawnSync("espeak-ng", ["-w", voice, "The quick brown fox jumps over the lazy dog again and again."]);
  if (spoken.status !== 0) return ffmpeg("-i", silent, "-c", "copy", out);
  ffmpeg("-i", silent, "-i", voice, "-filter:a", "adelay=3000:all=1,apad", "-shortest", "-c:v", "copy", "-c:a", "aac", out);
}

function withGap(silent: string, out: string): void {
  const parts = "[0:v]trim=0:2,setpts=PTS-STARTPTS[a];[1:v]trim=0:1,setpts=PTS-STARTPTS,format=yuv420p[b];[0:v]trim=3:5,setpts=PTS-STARTPTS[c];[a][b][c]concat=n=3:v=1";
  ffmpeg("-i", silent, "-f", "lavfi", "-i", "color=gray:size=640x640:rate=25", "-filter_complex", parts, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-r", "25", out);
}

export type Row = Readonly<Record<string, string>>;

/** Its tables hold no quotes, so a comma is a comma. */
export function readCsv(path: string): Row[] {
  const [header = "", ...lines] = readFileSync(path, "utf-8").trimEnd().split("\n");
  const names = header.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ""]));
  });
}

export interface Tables {
  readonly csv: readonly Row[];
  readonly measures: readonly Row[];
  readonly sidecar: any;
}

export function tablesOf(fixture: Fixture, stem: string): Tables {
  const at = (ending: string): string => join(fixture.folder, `${stem}${ending}`);
  return { csv: readCsv(at(".csv")), measures: readCsv(at(".measures.csv")), sidecar: JSON.parse(readFileSync(at(".json"), "utf-8")) };
}

export function addressOf(fixture: Fixture, file: string, language: "en" | "ja" = "en"): string {
  return `${pathToFileURL(join(fixture.folder, file)).href}#lang=${language}`;
}

/** The page again with other data in it, as the program writes it. */
export function writePageLike(fixture: Fixture, file: string, name: string, change: (data: unknown) => unknown): void {
  const html = readFileSync(join(fixture.folder, file), "utf-8");
  const start = html.indexOf('id="data">') + 'id="data">'.length;
  const end = html.indexOf("</script>", start);
  const changed = JSON.stringify(change(JSON.parse(html.slice(start, end)))).replaceAll("<", "\\u003c");
  writeFileSync(join(fixture.folder, name), html.slice(0, start) + changed + html.slice(end));
}
