// SPDX-License-Identifier: Apache-2.0
// Types, unit tests, and tests in a browser on pages that the built program writes: npm test
//   KIZASHI_PROGRAM=FILE   the program (default ../build/release/kizashi)
//   KIZASHI_CHROMIUM=FILE  the browser (default /usr/bin/chromium); without one, its tests are skipped and counted as such
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const web = dirname(dirname(fileURLToPath(import.meta.url)));
// Beside the packages that the tests import.
const out = join(web, "node_modules/.kizashi-tests");

/** @param {string[]} folders */
async function bundled(folders) {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const tests = folders.flatMap((folder) =>
    readdirSync(join(web, "tests", folder))
      .filter((name) => name.endsWith(".test.ts"))
      .map((name) => join(web, "tests", folder, name)),
  );
  await build({
    entryPoints: tests,
    outdir: out,
    outbase: join(web, "tests"),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node18",
    packages: "external",
    loader: { ".css": "empty" },
    logLevel: "warning",
  });
  return tests.map((test) => join(out, test.slice(join(web, "tests").length).replace(/\.ts$/, ".mjs")));
}

/** @param {string[]} files @returns {Promise<{ status: number, text: string }>} */
function run(files) {
  return new Promise((resolve) => {
    const tests = spawn(process.execPath, ["--test", "--test-reporter=spec", ...files], { cwd: web, stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    tests.stdout.on("data", (/** @type {Buffer} */ part) => {
      text += part.toString();
      process.stdout.write(part);
    });
    tests.on("close", (status) => resolve({ status: status ?? 1, text }));
  });
}

/** @param {string} text @param {string} name */
function counted(text, name) {
  return Number(new RegExp(`^\\S+ ${name} (\\d+)`, "m").exec(text)?.[1] ?? 0);
}

const typed = spawnSync(process.execPath, [join(web, "node_modules/typescript/bin/tsc"), "--noEmit"], { cwd: web, stdio: "inherit" });
const { status, text } = await run(await bundled(["unit", "browser"]));
const ran = counted(text, "tests");
const failed = counted(text, "fail") + (typed.status === 0 ? 0 : 1);
const skipped = counted(text, "skipped");
console.log(`Ran ${ran} tests of web: ${ran - counted(text, "fail") - skipped} passed, ${skipped} skipped; types ${typed.status === 0 ? "hold" : "do not hold"}`);
console.log(failed === 0 && status === 0 && ran > 0 ? "OK" : `FAILED (${failed})`);
process.exit(failed === 0 && status === 0 && ran > 0 ? 0 : 1);
