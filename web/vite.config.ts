// SPDX-License-Identifier: Apache-2.0
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { defineConfig, type Plugin } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";

const require = createRequire(import.meta.url);

/** The licence text of each package whose code ends up in the page, found from the bundled files' own paths. */
function bundledLicences(): Plugin {
  const modules = new Set<string>();
  return {
    name: "bundled-licences",
    enforce: "post",
    moduleParsed: ({ id }) => void (id.includes("/node_modules/") && modules.add(id)),
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const page = bundle["index.html"];
        if (page?.type !== "asset") throw new Error("no page was built");
        page.source = String(page.source).replace("__LICENCES__", () => escapeHtml(licenceTexts(modules)));
      },
    },
  };
}

/** Of the bundled packages and of all that they depend on: some carry copies of those within their own files. */
function licenceTexts(modules: ReadonlySet<string>): string {
  const names = new Set<string>();
  const add = (name: string): void => {
    if (names.has(name)) return;
    names.add(name);
    Object.keys(describe(name).dependencies ?? {}).forEach(add);
  };
  for (const id of modules) add(/.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1] ?? "");
  return [...names].sort().map(licenceText).join("\n\n");
}

function describe(name: string): { version: string; dependencies?: Record<string, string> } {
  return JSON.parse(readFileSync(join(packageFolder(name), "package.json"), "utf-8"));
}

function licenceText(name: string): string {
  const folder = packageFolder(name);
  const text = ["LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE"].flatMap((file) => {
    try {
      return [readFileSync(join(folder, file), "utf-8").trim()];
    } catch {
      return [];
    }
  })[0];
  if (text === undefined) throw new Error(`${name} comes without a licence text`);
  return `${name} ${describe(name).version}\n${text}`;
}

/** Some packages do not let their package.json be imported, so the folder is looked for by hand. */
function packageFolder(name: string): string {
  for (const place of require.resolve.paths(name) ?? []) {
    try {
      readFileSync(join(place, name, "package.json"));
      return join(place, name);
    } catch {
      continue;
    }
  }
  throw new Error(`${name} is not installed`);
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/** The page allows its own script by hash and nothing else, so that no data in it can ever run. */
function scriptHashes(): Plugin {
  return {
    name: "script-hashes",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const page = bundle["index.html"];
        if (page?.type !== "asset") throw new Error("no page was built");
        const html = String(page.source);
        const scripts = [...html.matchAll(/<script type="module"[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? "");
        if (scripts.length !== 1) throw new Error(`${scripts.length} scripts in the page; there must be one`);
        if (html.split("__DATA__").length !== 2) throw new Error("__DATA__ must stand in the page exactly once");
        const hash = createHash("sha256").update(scripts[0] ?? "", "utf-8").digest("base64");
        page.source = html.replace("__SCRIPT__", () => `'sha256-${hash}'`);
        page.fileName = "viewer.html";
      },
    },
  };
}

export default defineConfig({
  root: dirname(new URL(import.meta.url).pathname),
  plugins: [viteSingleFile({ removeViteModuleLoader: true }), bundledLicences(), scriptHashes()],
  build: { outDir: "../build/web", emptyOutDir: false, target: "es2022", reportCompressedSize: false },
});
