// SPDX-License-Identifier: Apache-2.0
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const program = process.env.KIZASHI_CHROMIUM ?? "/usr/bin/chromium";

// Root has no sandbox; the rest keeps Chromium from asking the network for anything of its own.
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The system's Chromium, or null where there is none. */
export async function launchChromium() {
  if (!existsSync(program)) return null;
  return chromium.launch({ executablePath: program, headless: true, args: flags });
}
