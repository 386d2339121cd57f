// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]));
}

const sources = ["src", "tests", "screenshots"].flatMap(filesBelow).concat("vite.config.ts");

test("every source begins with its licence and is named in snake_case", () => {
  const code = sources.filter((path) => /\.(ts|js|css)$/.test(path));
  assert.ok(code.length > 40, `only ${code.length} sources found`);
  for (const path of code) {
    assert.match(readFileSync(path, "utf-8").split("\n")[0] ?? "", /SPDX-License-Identifier: Apache-2\.0/, path);
    assert.match(path, /^[a-z0-9_./]+$/, path);
  }
});

test("no source names an address, and the lock file no registry", () => {
  for (const path of sources) assert.doesNotMatch(readFileSync(path, "utf-8").replaceAll("http://www.w3.org/2000/svg", ""), /https?:\/\/[a-z]/, path);
  assert.doesNotMatch(readFileSync("package-lock.json", "utf-8"), /"resolved"/);
});
